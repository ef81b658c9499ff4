package io.quittance.scoring.champion;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.signature.DsseEnvelope;
import io.quittance.messaging.lifecycle.LifecycleReader;
import io.quittance.messaging.lifecycle.RefusedSnapshotException;
import io.quittance.messaging.lifecycle.SignedSnapshot;
import io.quittance.scoring.ScoringConfig;
import io.quittance.scoring.inference.ModelLoader;
import io.quittance.web.artifact.RegistryConnection;
import io.quittance.web.artifact.RegistryReader;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;

/// Follows the registry: first the snapshots of the last run, then the lifecycle topic, and the
/// registry itself at the start and whenever the topic has a record that was refused.
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
    this.registry = RegistryReader.of(connection, tokens, tls);
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
    this.start = new ChampionStart(champions, swap, this::ask, config.model(), metrics);
  }

  void start(@Observes StartupEvent event) {
    reader.restore(swap.stored(), swap::accept);
    reader
        .start(this::accept, start::doubt)
        .subscribe()
        .with(_ -> swap.tried().thenRun(this::topicRead));
  }

  private void topicRead() {
    if (reader.isTold(model)) {
      start.told();
    }
    start.topicRead();
  }

  /// Returns what is waited for before decisions begin; empty once they may.
  Optional<String> waitingFor() {
    return start.waitingFor();
  }

  private void accept(SignedSnapshot snapshot) {
    swap.accept(snapshot);
    if (snapshot.change().model().equals(model)) {
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

  private void ask() throws IOException {
    try {
      Optional<DsseEnvelope> answer = registry.lifecycle(model);
      if (answer.isPresent()) {
        reader.offer(answer.get());
      }
    } catch (RefusedSnapshotException e) {
      throw new IOException("the registry's answer is refused: " + e.getMessage(), e);
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
