package io.quittance.local.access;

import io.quittance.core.text.Json;
import io.quittance.local.launch.Part;
import io.quittance.local.launch.PortMap;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Reads bundles from the registry of a running platform, as an operator.
public final class RegistryArtefacts implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CLIENT = "quittance-operator";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final String url;
  private final Tokens tokens;

  public RegistryArtefacts(PortMap ports) {
    this.url = ports.url(Part.REGISTRY);
    this.tokens = new Tokens(ports.issuerUrl());
  }

  /// Returns the bundle of the present champion; empty when the registry has no model of that name,
  /// or the model has no champion.
  ///
  /// @throws IOException when the registry or the issuer cannot be reached, or refuses
  public Optional<byte[]> champion(String model) throws IOException {
    String name = URLEncoder.encode(model, StandardCharsets.UTF_8);
    Optional<byte[]> view = get("/v1/models/" + name + "/champion");
    if (view.isEmpty()) {
      return Optional.empty();
    }
    return get("/v1/artifacts/" + Json.read(view.get()).path("artifactSha256").asText());
  }

  private Optional<byte[]> get(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + tokens.of(CLIENT))
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() == 404) {
        return Optional.empty();
      }
      if (response.statusCode() != 200) {
        throw new IOException(
            "The registry answered %s with %d".formatted(path, response.statusCode()));
      }
      return Optional.of(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for the registry", e);
    }
  }

  @Override
  public void close() {
    tokens.close();
    client.shutdownNow();
  }
}
