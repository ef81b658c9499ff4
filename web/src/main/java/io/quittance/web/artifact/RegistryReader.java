package io.quittance.web.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.core.text.Json;
import io.quittance.web.artifact.DownloadFailedException.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/// Reads the registry's artefacts and champions. Thread-safe. Calls block: never call from an event
/// loop.
public final class RegistryReader implements AutoCloseable {

  private static final String NAME = "registry";
  private static final int MAX_CHAMPION_BYTES = 1 << 16;
  private static final Set<String> NO_CHAMPION = Set.of("no-champion", "model-not-found");

  private final String registry;
  private final ArtifactClient client;

  /// @param registry the address below which `/v1` lies
  public RegistryReader(URI registry, ArtifactClient client) {
    this.registry = registry.toString().replaceFirst("/+$", "");
    this.client = client;
  }

  /// The version that serves a model.
  ///
  /// @param artifactSha256 the digest of its bundle
  public record ChampionRef(int version, String artifactSha256) {

    /// @throws IllegalArgumentException when the version is below 1 or the digest is malformed
    public ChampionRef {
      if (version < 1) {
        throw new IllegalArgumentException("a version is at least 1, but is " + version);
      }
      Download.requireDigest(artifactSha256);
    }
  }

  /// Returns the bytes of an artefact, verified against its digest.
  ///
  /// @throws DownloadFailedException when the registry does not deliver it, or `sha256` is not 64
  ///   lower-case hexadecimal digits
  public byte[] artifact(String sha256, long maxBytes) throws IOException, InterruptedException {
    if (!Download.isDigest(sha256)) {
      throw new DownloadFailedException(
          Reason.REFUSED, "an artefact is named by a SHA-256 digest, but not by " + sha256);
    }
    return client.read(
        new Download(
            NAME,
            URI.create(registry + "/v1/artifacts/" + sha256),
            "application/octet-stream",
            Optional.of(sha256),
            maxBytes));
  }

  /// Returns the champion of a model, empty when the model has none or does not exist.
  ///
  /// @throws DownloadFailedException when the registry does not say
  public Optional<ChampionRef> champion(String model) throws IOException, InterruptedException {
    String segment = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
    String path = "/v1/models/" + segment + "/champion";
    byte[] body;
    try {
      body =
          client.read(
              new Download(
                  NAME,
                  URI.create(registry + path),
                  "application/json",
                  Optional.empty(),
                  MAX_CHAMPION_BYTES));
    } catch (DownloadFailedException e) {
      if (NO_CHAMPION.contains(e.slug())) {
        return Optional.empty();
      }
      throw e;
    }
    return Optional.of(champion(path, body));
  }

  private static ChampionRef champion(String path, byte[] body) throws IOException {
    try {
      JsonNode answer = Json.read(body);
      return new ChampionRef(
          answer.required("version").asInt(), answer.required("artifactSha256").asText());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new DownloadFailedException(
          Reason.UNREADABLE,
          NAME + " answered " + path + " with something other than a version",
          e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
