package io.quittance.local.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.core.text.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Provides access tokens of the realm's development clients, from Keycloak or the local issuer.
/// Requests a new token when the cached one expires in less than 30 seconds. Safe for concurrent
/// use.
public final class Tokens implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long SPARE_SECONDS = 30;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final String issuerUrl;
  private final Map<String, Kept> kept = new HashMap<>();

  public Tokens(String issuerUrl) {
    this.issuerUrl = issuerUrl;
  }

  private record Kept(String token, long untilNanos) {}

  /// Returns a token of a client that has the development secret `<clientId>-secret`.
  ///
  /// @throws IOException when the issuer cannot be reached or refuses; the message says which
  public synchronized String of(String clientId) throws IOException {
    Kept known = kept.get(clientId);
    if (known != null && System.nanoTime() - known.untilNanos() < 0) {
      return known.token();
    }
    JsonNode answer = ask(clientId);
    String token = answer.path("access_token").asText();
    long life = Math.max(0, answer.path("expires_in").asLong() - SPARE_SECONDS);
    kept.put(clientId, new Kept(token, System.nanoTime() + life * 1_000_000_000L));
    return token;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private JsonNode ask(String clientId) throws IOException {
    String form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s"
            .formatted(encoded(clientId), encoded(clientId + "-secret"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuerUrl + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new IOException(
            "%s gave no token to %s: status %d"
                .formatted(issuerUrl, clientId, response.statusCode()));
      }
      return Json.read(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for a token", e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
