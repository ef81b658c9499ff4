package io.quittance.scoring.champion;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quittance.scoring.ScoringConfig;
import io.quittance.scoring.champion.ChampionSwap.Missing;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Says when decisions may begin: when the lifecycle topic has been read to its end, it is known
/// which champions there are, and each tenant that has one is served by a model, be it the one
/// before. The registry is asked once before that, since the topic may end with an old snapshot,
/// and again until it answers; if the topic has nothing of the model, decisions wait for the
/// answer. Whenever a record of the topic was refused, the registry is asked again. After the
/// longest wait decisions begin in any case, by rules where no model serves. Thread-safe.
final class ChampionStart implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ChampionStart.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(500);

  /// From a refused record to the question: a flood of them is one question.
  private static final Duration DOUBT = Duration.ofSeconds(2);

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
  private volatile boolean asked;

  /// Whether a further question is on its way. Used by the executor's thread alone.
  private boolean repeating;

  private final AtomicBoolean inDoubt = new AtomicBoolean();
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

    /// Asks for the present snapshot of the model. If there is one, the swap has it when the method
    /// returns. May block.
    ///
    /// @throws IOException when the registry does not say; a later call may succeed
    void ask() throws IOException;
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

  /// Notes that a record of the topic was refused. Returns immediately.
  void doubt() {
    if (topicRead && inDoubt.compareAndSet(false, true) && !executor.isShutdown()) {
      executor.schedule(this::askInDoubt, DOUBT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void askInDoubt() {
    inDoubt.set(false);
    if (!repeating) {
      ask(FIRST_RETRY);
    }
  }

  private void ask(Duration wait) {
    try {
      registry.ask();
      repeating = false;
      swap.tried()
          .thenRun(
              () -> {
                asked = true;
                told();
              });
    } catch (IOException | RuntimeException e) {
      silence = e.toString();
      report(wait);
      repeating = true;
      asked = true;
      check();
      Duration doubled = wait.multipliedBy(2);
      Duration next = doubled.compareTo(retryAtMost) > 0 ? retryAtMost : doubled;
      executor.schedule(() -> ask(next), wait.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void report(Duration wait) {
    if (!known) {
      LOG.warnf(
          "The lifecycle topic names no champion, and the registry does not say whether there is"
              + " one; asking again in %s: %s",
          wait, silence);
    } else if (!repeating) {
      LOG.warnf(
          "The registry does not say which version is the champion; what the lifecycle topic says"
              + " holds, and the registry is asked again until it answers: %s",
          silence);
    }
  }

  /// Lets decisions begin if nothing is waited for any longer.
  void check() {
    if (topicRead
        && asked
        && (known || !champions.serving().isEmpty())
        && swap.awaited().isEmpty()) {
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
