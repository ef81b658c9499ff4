package io.quittance.embedded.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.embedded.token.Realm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Needs Keycloak's archive; skipped without it.
final class EmbeddedKeycloakIT {
  private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "quittance");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void givesEveryClientOfTheRealmATokenOfItsRolesAndKeepsItsKeys() throws Exception {
    var distribution = KeycloakDistribution.find(CACHE);
    assumeTrue(
        distribution.isPresent(),
        "Keycloak's archive is absent: ./mvnw dependency:get -Dartifact=org.keycloak:keycloak-quarkus-dist:26.7.3:tar.gz");
    var installation = KeycloakInstallation.of(distribution.get(), CACHE);
    var settings = EmbeddedKeycloak.Settings.of(directory.resolve("keycloak"), 0);
    JsonNode keys;

    try (EmbeddedKeycloak keycloak = EmbeddedKeycloak.start(installation, settings)) {

      for (Realm.Client client : settings.realm().clients()) {
        verify(keycloak, client);
      }
      keys = get(keycloak.url() + "/protocol/openid-connect/certs");
      keycloak.kill();
    }
    EmbeddedKeycloak leftover = EmbeddedKeycloak.start(installation, settings);
    try (EmbeddedKeycloak successor = EmbeddedKeycloak.start(installation, settings)) {
      assertFalse(leftover.process().isAlive());
      assertEquals(keys, get(successor.url() + "/protocol/openid-connect/certs"));
    }
  }

  private static void verify(EmbeddedKeycloak keycloak, Realm.Client client) throws Exception {
    JsonNode claims = claims(keycloak, client);
    var roles = new ArrayList<String>();
    claims.path("realm_access").path("roles").forEach(role -> roles.add(role.asText()));
    assertEquals(new HashSet<>(client.roles()), new HashSet<>(roles), client.id());
    assertEquals(keycloak.url(), claims.path("iss").asText());
    assertEquals("quittance", claims.path("aud").asText());
    assertEquals("default", claims.path("tenant").asText());
    assertEquals(client.id(), claims.path("azp").asText());
    assertEquals(client.serviceAccount(), claims.path("preferred_username").asText());
    assertEquals(900, claims.path("exp").asLong() - claims.path("iat").asLong());
  }

  private static JsonNode claims(EmbeddedKeycloak keycloak, Realm.Client client) throws Exception {
    String form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s"
            .formatted(client.id(), client.secret());
    var request =
        HttpRequest.newBuilder(URI.create(keycloak.url() + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    String token = send(request).path("access_token").asText();
    return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
  }

  private static JsonNode get(String url) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(url)).build());
  }

  private static JsonNode send(HttpRequest request) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
  }
}
