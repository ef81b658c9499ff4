package io.quittance.registry.artifact;

import io.quittance.registry.RegistryConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Produces the single artefact store of this process.
@Singleton
final class ArtifactStoreProducer {

  @Produces
  @Singleton
  ArtifactStore store(
      @ConfigProperty(name = "quittance.data-dir") Path dataDirectory, RegistryConfig config) {
    return new ArtifactStore(dataDirectory.resolve("artifacts"), config.maxArtifactBytes());
  }
}
