package io.quittance.scoring.explanation;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.event.DecisionMade;
import io.quittance.scoring.ScoringConfig;
import io.quittance.scoring.champion.ServingModels;
import io.quittance.scoring.inference.ModelLoader;
import io.quittance.scoring.inference.ScoringModel;
import io.quittance.web.artifact.ArtifactCache;
import io.quittance.web.artifact.RegistryConnection;
import io.quittance.web.artifact.RegistryReader;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The models that decisions name, whichever serves now: from memory, from the files of this
/// process, or from the registry. The last few are kept. Thread-safe; one model is loaded at a
/// time.
@Singleton
final class PinnedModels {

  /// Models kept that do not serve; each takes some tens of megabytes at most.
  private static final int KEPT = 3;

  private final ServingModels serving;
  private final ModelLoader loader;
  private final ArtifactCache files;
  private final RegistryReader registry;
  private final Map<String, ScoringModel> kept =
      new LinkedHashMap<>(8, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ScoringModel> eldest) {
          return size() > KEPT;
        }
      };

  PinnedModels(
      ServingModels serving,
      ModelLoader loader,
      ScoringConfig config,
      RegistryConnection connection,
      OidcClient tokens,
      TlsConfigurationRegistry tls) {
    this.serving = serving;
    this.loader = loader;
    this.files = new ArtifactCache(config.dataDir().resolve("bundles"), ModelBundle.MAX_BYTES);
    this.registry = RegistryReader.of(connection, tokens, tls);
  }

  /// Returns the model that a decision of a tenant names. Blocks.
  ///
  /// @throws IOException when its bundle is not in reach
  /// @throws io.quittance.core.model.ModelRefusedException when its bundle is not what it was
  ScoringModel of(String tenant, DecisionMade.ModelUsed used) throws IOException {
    Optional<ScoringModel> now = serving.of(tenant).filter(model -> model.used().equals(used));
    return now.isPresent() ? now.get() : old(used);
  }

  private synchronized ScoringModel old(DecisionMade.ModelUsed used) throws IOException {
    // A version is named as well: the same bytes may have been registered twice.
    String key = used.sha256() + "/" + used.version();
    ScoringModel known = kept.get(key);
    if (known == null) {
      known = loader.load(bundle(used.sha256()), used.name(), used.version(), used.sha256());
      kept.put(key, known);
    }
    return known;
  }

  private byte[] bundle(String sha256) throws IOException {
    Optional<byte[]> file = files.find(sha256);
    try {
      return file.isPresent() ? file.get() : registry.artifact(sha256, ModelBundle.MAX_BYTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the download of bundle " + sha256 + " was interrupted");
    }
  }

  @PreDestroy
  void close() {
    registry.close();
  }
}
