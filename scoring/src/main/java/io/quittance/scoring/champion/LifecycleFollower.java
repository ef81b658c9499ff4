package io.quittance.scoring.champion;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quittance.core.bundle.ModelBundle;
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

/// Follows the registry: first the snapshots of the last run, then the lifecycle topic.
@Singleton
final class LifecycleFollower {

  private final LifecycleReader reader;
  private final ServingModels champions;
  private final RegistryReader registry;
  private final ChampionSwap swap;

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
    this.champions = champions;
    this.registry =
        new RegistryReader(
            connection.url(),
            ArtifactClient.of(
                new OidcTokens(tokens, connection.timeout()), connection.timeouts(), tls));
    this.swap =
        new ChampionSwap(
            config.model().name(),
            champions,
            new BundleCache(config.dataDir()),
            this::fetch,
            loader,
            config.model().retryAtMost(),
            metrics);
  }

  void start(@Observes StartupEvent event) {
    swap.restore();
    reader
        .start(swap::accept)
        .onItem()
        .transformToUni(_ -> io.smallrye.mutiny.Uni.createFrom().completionStage(swap.tried()))
        .subscribe()
        .with(_ -> champions.markReady());
  }

  private byte[] fetch(String sha256) throws IOException {
    try {
      return registry.artifact(sha256, ModelBundle.MAX_BYTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the download of bundle " + sha256 + " was interrupted");
    }
  }

  @PreDestroy
  void stop() {
    swap.close();
    registry.close();
  }
}
