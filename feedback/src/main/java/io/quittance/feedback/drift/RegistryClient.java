package io.quittance.feedback.drift;

import io.quarkus.oidc.client.OidcClient;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.feedback.FeedbackConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Reads artefacts of the registry with this service's own token. Blocks; worker threads only.
@ApplicationScoped
class RegistryClient {

  private final OidcClient tokens;
  private final URI registry;
  private final Duration timeout;
  private final HttpClient http;

  RegistryClient(OidcClient tokens, FeedbackConfig config) {
    this.tokens = tokens;
    this.registry = config.registry().url();
    this.timeout = config.registry().timeout();
    this.http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  }

  /// @param sha256 64 hex digits
  /// @throws IOException when the issuer or the registry does not give it, or it is too large
  byte[] artifact(String sha256) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registry + "/v1/artifacts/" + sha256))
            .timeout(timeout)
            .header("Authorization", "Bearer " + token())
            .header("Accept", "application/octet-stream, application/problem+json")
            .build();
    HttpResponse<InputStream> response =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException("the registry answered " + response.statusCode());
      }
      byte[] bytes = body.readNBytes(ModelBundle.MAX_BYTES + 1);
      if (bytes.length > ModelBundle.MAX_BYTES) {
        throw new IOException("the artefact is larger than a bundle may be");
      }
      return bytes;
    }
  }

  private String token() throws IOException {
    try {
      return tokens.getTokens().await().atMost(timeout).getAccessToken();
    } catch (RuntimeException e) {
      throw new IOException("no token from the issuer: " + e.getMessage(), e);
    }
  }

  @PreDestroy
  void close() {
    http.close();
  }
}
