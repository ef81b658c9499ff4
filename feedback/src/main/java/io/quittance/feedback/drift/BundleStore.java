package io.quittance.feedback.drift;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.signature.DsseEnvelope;
import io.quittance.feedback.FeedbackConfig;
import io.quittance.web.artifact.ArtifactCache;
import io.quittance.web.artifact.RegistryConnection;
import io.quittance.web.artifact.RegistryReader;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;

/// Returns model bundles by digest: from the data directory, or else from the registry. Blocks;
/// worker threads only.
@Singleton
final class BundleStore {

  private final ArtifactCache cache;
  private final RegistryReader registry;

  BundleStore(
      FeedbackConfig config,
      RegistryConnection connection,
      OidcClient tokens,
      TlsConfigurationRegistry tls) {
    this.cache = new ArtifactCache(config.dataDir().resolve("bundles"), ModelBundle.MAX_BYTES);
    this.registry = RegistryReader.of(connection, tokens, tls);
  }

  /// Returns the verified bytes of a bundle.
  ///
  /// @throws IOException when the registry does not deliver it; a later call may succeed
  byte[] fetch(String sha256) throws IOException, InterruptedException {
    Optional<byte[]> cached = cache.find(sha256);
    if (cached.isPresent()) {
      return cached.get();
    }
    byte[] fetched = registry.artifact(sha256, ModelBundle.MAX_BYTES);
    cache.keep(sha256, fetched);
    return fetched;
  }

  /// Returns the registry's present snapshot of a model, signed, and not yet verified; empty when
  /// there is no such model.
  ///
  /// @throws IOException when the registry does not say; a later call may succeed
  Optional<DsseEnvelope> lifecycle(String model) throws IOException, InterruptedException {
    return registry.lifecycle(model);
  }

  @PreDestroy
  void close() {
    registry.close();
  }
}
