package io.quittance.scoring.champion;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quittance.messaging.LifecycleReader;
import io.quittance.scoring.ScoringConfig;
import io.quittance.scoring.inference.ModelLoader;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Starts following the registry: first what the last run knew, then the lifecycle topic.
@Singleton
final class LifecycleFollower {

  private final LifecycleReader reader;
  private final Champions champions;
  private final ChampionSwap swap;

  LifecycleFollower(
      ScoringConfig config,
      LifecycleReader reader,
      Champions champions,
      ModelLoader loader,
      @RestClient RegistryClient registry,
      MeterRegistry metrics)
      throws IOException {
    this.reader = reader;
    this.champions = champions;
    this.swap =
        new ChampionSwap(
            config.model().name(),
            champions,
            new BundleCache(config.dataDir()),
            sha256 -> fetch(registry, sha256),
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

  private static byte[] fetch(RegistryClient registry, String sha256) throws IOException {
    try {
      return registry.artifact(sha256);
    } catch (RuntimeException e) {
      throw new IOException("the registry did not deliver bundle " + sha256, e);
    }
  }

  @PreDestroy
  void stop() {
    swap.close();
  }
}
