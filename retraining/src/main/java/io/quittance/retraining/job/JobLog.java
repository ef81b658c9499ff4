package io.quittance.retraining.job;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Gives the worker's thread blocking access to the [JobRepository].
@Singleton
final class JobLog {

  private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(500);

  private final JobRepository repository;
  private final Clock clock;
  private final AtomicLong lastProgress = new AtomicLong();

  JobLog(JobRepository repository, Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  Optional<Job> nextDue() {
    return await(() -> repository.nextDue(clock.instant()));
  }

  void apply(UUID id, JobEvent event, String detail) {
    apply(id, event, detail, _ -> {});
  }

  /// Applies an event and returns the state entered.
  ///
  /// @throws RefusedTransitionException when the event is refused in the stored state
  JobState apply(UUID id, JobEvent event, String detail, Consumer<Job> change) {
    return await(() -> repository.apply(id, event, detail, clock.instant(), change));
  }

  void change(UUID id, Consumer<Job> change) {
    await(() -> repository.change(id, change));
  }

  /// Stores progress at most twice a second and drops the rest. Thread-safe.
  void progress(UUID id, int percent, String message) {
    long now = clock.millis();
    long last = lastProgress.get();
    if (now - last >= PROGRESS_INTERVAL.toMillis() && lastProgress.compareAndSet(last, now)) {
      change(id, job -> job.progress(percent, message));
    }
  }

  /// Records a failed attempt; the job is due again after the delay.
  ///
  /// @throws RefusedTransitionException when the job is over
  void postpone(UUID id, Duration delay, String message) {
    Instant next = clock.instant().plus(delay);
    change(id, job -> job.postpone(next, message));
  }

  private static <T> T await(Supplier<Uni<T>> call) {
    try {
      return VertxContextSupport.subscribeAndAwait(call);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a database operation failed: " + e.getMessage(), e);
    }
  }
}
