package io.quittance.embedded.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.embedded.process.PortTakenException;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalIssuerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String GRANT = "grant_type=client_credentials";
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Of all tests: the key of an issuer takes most of the time of its start.
  private static LocalIssuer issuer;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    issuer =
        LocalIssuer.start(
            0, Realm.load(), SigningKey.ephemeral(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterAll
  static void stop() {
    issuer.close();
  }

  @AfterEach
  void closeClient() {
    http.close();
  }

  @Test
  void discoveryNamesWhereEverythingIs() throws Exception {
    JsonNode document = get(issuer.url() + "/.well-known/openid-configuration");

    assertEquals(issuer.url(), document.path("issuer").asText());
    assertEquals("http://localhost:" + issuer.port() + "/realms/quittance", issuer.url());
    assertTrue(get(document.path("jwks_uri").asText()).path("keys").isArray());
    assertEquals(tokenUrl(), document.path("token_endpoint").asText());
  }

  @Test
  void aClientGetsATokenOfItsRolesByEitherWayOfShowingItsSecret() throws Exception {
    String form =
        GRANT + "&client_id=quittance-retraining&client_secret=quittance-retraining-secret";
    for (HttpResponse<String> response :
        List.of(
            post(form, Optional.empty()),
            post(GRANT, Optional.of("quittance-retraining:quittance-retraining-secret")))) {
      JsonNode answer = JSON.readTree(response.body());
      JsonNode claims = verified(answer.path("access_token").asText());

      assertEquals(200, response.statusCode());
      assertEquals("no-store", response.headers().firstValue("Cache-Control").orElseThrow());
      assertEquals(900, answer.path("expires_in").asInt());
      assertEquals(issuer.url(), claims.path("iss").asText());
      assertEquals("service-account-quittance-retraining", claims.path("sub").asText());
      assertEquals("quittance-retraining", claims.path("azp").asText());
      assertEquals("quittance", claims.path("aud").asText());
      assertEquals("default", claims.path("tenant").asText());
      assertEquals(NOW.getEpochSecond(), claims.path("iat").asLong());
      assertEquals(NOW.getEpochSecond() + 900, claims.path("exp").asLong());
      assertEquals(
          "[\"service\",\"model-developer\"]",
          claims.path("realm_access").path("roles").toString());
    }
  }

  @Test
  void wrongCredentialsAreRefused() throws Exception {
    assertEquals(401, post(GRANT, Optional.empty()).statusCode());
    assertEquals(401, post(GRANT, Optional.of("quittance-viewer:wrong")).statusCode());
    assertEquals(401, post(GRANT, Optional.of("nobody:")).statusCode());
    assertEquals(401, post(GRANT, Optional.of("no colon")).statusCode());
    assertEquals(401, post("client_id=%zz&client_secret=x", Optional.empty()).statusCode());
    assertEquals(
        401, post("client_id=a&client_id=b&client_secret=c", Optional.empty()).statusCode());
    var other =
        post("grant_type=password", Optional.of("quittance-viewer:quittance-viewer-secret"));
    assertEquals(400, other.statusCode());
    assertTrue(other.body().contains("unsupported_grant_type"));
  }

  @Test
  void bodiesAreBoundedAndOtherMethodsAndPathsRefused() throws Exception {
    assertEquals(413, post("x".repeat(9 * 1024), Optional.empty()).statusCode());
    assertEquals(405, status(tokenUrl()));
    assertEquals(404, status("http://localhost:" + issuer.port() + "/admin"));
  }

  @Test
  void mintedTokensSayWhatWasAsked() throws Exception {
    JsonNode claims =
        verified(issuer.mint("ada", List.of("auditor"), "north", Duration.ofMinutes(-1)));

    assertEquals("ada", claims.path("sub").asText());
    assertEquals("north", claims.path("tenant").asText());
    assertEquals("[\"auditor\"]", claims.path("realm_access").path("roles").toString());
    assertEquals(NOW.getEpochSecond() - 60, claims.path("exp").asLong());
  }

  @Test
  void aKeptKeySurvivesARestartAndIsItsOwnersAlone(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("keys/issuer.key");
    JsonNode first = keysOfAnIssuerWith(file);

    assertEquals(first, keysOfAnIssuerWith(file));
    assertNotEquals(first, get(issuer.url() + "/protocol/openid-connect/certs"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void listensOnLoopbackOnly() throws Exception {
    assertThrows(PortTakenException.class, () -> LocalIssuer.start(issuer.port()));
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .toList();
    for (InetAddress other : others) {
      assertThrows(IOException.class, () -> new Socket(other, issuer.port()).close());
    }
  }

  private JsonNode keysOfAnIssuerWith(Path file) throws Exception {
    try (LocalIssuer kept = LocalIssuer.start(0, Realm.load(), file)) {
      return get(kept.url() + "/protocol/openid-connect/certs");
    }
  }

  /// The claims, once the JDK has found the signature to be by the published key.
  private JsonNode verified(String token) throws Exception {
    String[] parts = token.split("\\.");
    JsonNode header = JSON.readTree(decode(parts[0]));
    JsonNode key = get(issuer.url() + "/protocol/openid-connect/certs").path("keys").get(0);
    assertEquals(key.path("kid"), header.path("kid"));
    assertEquals("RS256", header.path("alg").asText());
    var publicKey =
        KeyFactory.getInstance("RSA")
            .generatePublic(
                new RSAPublicKeySpec(
                    new BigInteger(1, decode(key.path("n").asText())),
                    new BigInteger(1, decode(key.path("e").asText()))));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(publicKey);
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertTrue(signature.verify(decode(parts[2])));
    assertFalse(signature.verify(new byte[256]));
    return JSON.readTree(decode(parts[1]));
  }

  private String tokenUrl() {
    return issuer.url() + "/protocol/openid-connect/token";
  }

  private JsonNode get(String url) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url)).build();
    return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private int status(String url) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url)).build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private HttpResponse<String> post(String form, Optional<String> basic) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(tokenUrl()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    basic.ifPresent(
        pair ->
            request.header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
