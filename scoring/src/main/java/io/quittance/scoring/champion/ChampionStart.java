package io.quittance.scoring.champion;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.scoring.ScoringConfig;
import io.quittance.scoring.champion.ChampionSwap.Missing;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Says when decisions may begin: when the lifecycle topic has been read to its end, it is known
/// which champions there are, and each tenant that has one is served by a model, be it the one
/// before. If the topic has nothing of the model, the registry is asked until it answers. After the
/// longest wait decisions begin in any case, by rules where no model serves. Thread-safe.
final class ChampionStart implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ChampionStart.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(500);

  private final ServingModels champions;
  private final ChampionSwap swap;
  private final Registry registry;
  private final Duration retryAtMost;
  private final Duration waitAtMost;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("champion-start").daemon().factory());
  private volatile boolean topicRead;
  private volatile boolean known;
  private volatile String silence = "it has not been asked yet";

  ChampionStart(
      ServingModels champions,
      ChampionSwap swap,
      Registry registry,
      ScoringConfig.Model config,
      MeterRegistry metrics) {
    this.champions = champions;
    this.swap = swap;
    this.registry = registry;
    this.retryAtMost = config.retryAtMost();
    this.waitAtMost = config.waitAtMost();
    Gauge.builder("quittance.champion.unknown", this, start -> start.known ? 0 : 1)
        .description("1 until the process knows whether there is a champion")
        .tag("model", config.name())
        .register(metrics);
  }

  /// The registry as this class sees it.
  @FunctionalInterface
  interface Registry {

    /// Returns the present snapshot of the model; empty when there is no such model. May block.
    ///
    /// @throws IOException when the registry does not say; a later call may succeed
    Optional<ModelLifecycleChanged> snapshot() throws IOException;
  }

  /// Notes that the topic or the registry has said which version serves, and that it was tried.
  void told() {
    known = true;
    check();
  }

  /// Notes that the topic has been read to its end, and that every snapshot in it was tried.
  void topicRead() {
    topicRead = true;
    check();
    executor.schedule(this::waitNoLonger, waitAtMost.toMillis(), TimeUnit.MILLISECONDS);
    executor.execute(() -> ask(FIRST_RETRY));
  }

  private void ask(Duration wait) {
    if (known) {
      return;
    }
    try {
      registry.snapshot().ifPresent(swap::accept);
      swap.tried().thenRun(this::told);
    } catch (IOException | RuntimeException e) {
      silence = e.toString();
      LOG.warnf(
          "The lifecycle topic names no champion, and the registry does not say whether there is"
              + " one; asking again in %s: %s",
          wait, silence);
      Duration doubled = wait.multipliedBy(2);
      Duration next = doubled.compareTo(retryAtMost) > 0 ? retryAtMost : doubled;
      executor.schedule(() -> ask(next), wait.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /// Lets decisions begin if nothing is waited for any longer.
  void check() {
    if (topicRead && (known || !champions.serving().isEmpty()) && swap.awaited().isEmpty()) {
      champions.markReady();
    }
  }

  private void waitNoLonger() {
    waitingFor()
        .ifPresent(
            what -> {
              LOG.errorf(
                  "Still waiting for %s after %s (quittance.model.wait-at-most): decisions begin,"
                      + " by rules alone where no model serves",
                  what, waitAtMost);
              champions.markReady();
            });
  }

  /// Returns what is waited for before decisions begin; empty once they may.
  Optional<String> waitingFor() {
    if (champions.isReady()) {
      return Optional.empty();
    }
    if (!topicRead) {
      return Optional.of("the lifecycle topic to be read to its end");
    }
    Map<String, Missing> awaited = swap.awaited();
    return Optional.of(
        awaited.entrySet().stream()
            .findFirst()
            .map(
                first ->
                    "version %d of tenant %s%s: %s"
                        .formatted(
                            first.getValue().version(),
                            first.getKey(),
                            awaited.size() == 1 ? "" : " and " + (awaited.size() - 1) + " more",
                            first.getValue().cause()))
            .orElseGet(() -> "the registry to say whether there is a champion: " + silence));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
