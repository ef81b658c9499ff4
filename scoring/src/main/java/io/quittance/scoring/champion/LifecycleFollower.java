package io.quittance.scoring.champion;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.messaging.LifecycleReader;
import io.quittance.scoring.ScoringConfig;
import io.quittance.scoring.inference.ModelLoader;
import io.quittance.web.artifact.ArtifactClient;
import io.quittance.web.artifact.OidcTokens;
import io.quittance.web.artifact.RegistryConnection;
import io.quittance.web.artifact.RegistryReader;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;

/// Follows the registry: first the snapshots of the last run, then the lifecycle topic, and the
/// registry itself where the topic has nothing.
@Singleton
final class LifecycleFollower {

  private final LifecycleReader reader;
  private final String model;
  private final RegistryReader registry;
  private final ChampionSwap swap;
  private final ChampionStart start;

  LifecycleFollower(
      ScoringConfig config,
      LifecycleReader reader,
      ServingModels champions,
      ModelLoader loader,
      RegistryConnection connection,
      OidcClient tokens,
      TlsConfigurationRegistry tls,
      MeterRegistry metrics)
      throws IOException {
    this.reader = reader;
    this.model = config.model().name();
    this.registry =
        new RegistryReader(
            connection.url(),
            ArtifactClient.of(
                new OidcTokens(tokens, connection.timeout()), connection.timeouts(), tls));
    this.swap =
        new ChampionSwap(
            model,
            champions,
            new BundleCache(config.dataDir()),
            this::fetch,
            loader,
            config.model().retryAtMost(),
            metrics,
            this::tried);
    this.start = new ChampionStart(champions, swap, this::snapshot, config.model(), metrics);
  }

  void start(@Observes StartupEvent event) {
    swap.restore();
    reader.start(this::accept).subscribe().with(_ -> swap.tried().thenRun(start::topicRead));
  }

  /// Returns what is waited for before decisions begin; empty once they may.
  Optional<String> waitingFor() {
    return start.waitingFor();
  }

  private void accept(ModelLifecycleChanged snapshot) {
    swap.accept(snapshot);
    if (snapshot.model().equals(model)) {
      swap.tried().thenRun(start::told);
    }
  }

  private void tried() {
    start.check();
  }

  private byte[] fetch(String sha256) throws IOException {
    try {
      return registry.artifact(sha256, ModelBundle.MAX_BYTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the download of bundle " + sha256 + " was interrupted");
    }
  }

  private Optional<ModelLifecycleChanged> snapshot() throws IOException {
    try {
      return registry.lifecycle(model);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the request for the champion was interrupted");
    }
  }

  @PreDestroy
  void stop() {
    start.close();
    swap.close();
    registry.close();
  }
}
