package io.quittance.web.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quittance.core.signature.DsseEnvelope;
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

  /// Returns a reader that connects as the settings say, with tokens of the service.
  ///
  /// @throws IllegalStateException when the configured key or trust store cannot be read
  public static RegistryReader of(
      RegistryConnection connection, OidcClient tokens, TlsConfigurationRegistry tls) {
    return new RegistryReader(
        connection.url(),
        ArtifactClient.of(
            new OidcTokens(tokens, connection.timeout()), connection.timeouts(), tls));
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
    String path = path(model, "champion");
    Optional<byte[]> body = answer(path);
    return body.isEmpty() ? Optional.empty() : Optional.of(champion(path, body.get()));
  }

  /// Returns the present lifecycle snapshot of a model of the caller's tenant, signed, and not yet
  /// verified; empty when there is no such model.
  ///
  /// @throws DownloadFailedException when the registry does not say
  public Optional<DsseEnvelope> lifecycle(String model) throws IOException, InterruptedException {
    String path = path(model, "lifecycle/envelope");
    Optional<byte[]> body = answer(path);
    try {
      return body.isEmpty() ? Optional.empty() : Optional.of(DsseEnvelope.read(body.get()));
    } catch (IOException e) {
      throw new DownloadFailedException(
          Reason.UNREADABLE,
          NAME + " answered " + path + " with something other than a signed lifecycle snapshot",
          e);
    }
  }

  private static String path(String model, String what) {
    String segment = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
    return "/v1/models/" + segment + "/" + what;
  }

  /// Returns the answer; empty when the model does not exist or has no champion.
  private Optional<byte[]> answer(String path) throws IOException, InterruptedException {
    try {
      return Optional.of(
          client.read(
              new Download(
                  NAME,
                  URI.create(registry + path),
                  "application/json",
                  Optional.empty(),
                  MAX_CHAMPION_BYTES)));
    } catch (DownloadFailedException e) {
      if (NO_CHAMPION.contains(e.slug())) {
        return Optional.empty();
      }
      throw e;
    }
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
