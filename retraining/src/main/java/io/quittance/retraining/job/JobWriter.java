package io.quittance.retraining.job;

import io.quittance.messaging.RefusedContent;
import io.quittance.messaging.lease.Lease;
import io.quittance.retraining.lifecycle.JobEvent;
import io.quittance.retraining.lifecycle.JobState;
import io.quittance.retraining.lifecycle.RefusedTransitionException;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Writes about jobs as the holder of the worker's lease. Blocks.
///
/// While the database is away a write waits for it: an outage fails no job. A write whose success
/// was not learned is repeated without effect. Every write throws
/// - [LostLeaseException] when another process has taken over,
/// - [RefusedTransitionException] when the stored state refuses the event,
/// - [CancellationException] when the worker stops while the write waits.
final class JobWriter {

  private static final Logger LOG = Logger.getLogger(JobWriter.class);
  private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(500);

  private final JobRepository repository;
  private final Lease lease;
  private final BooleanSupplier mayContinue;
  private final JobConfig config;
  private final Clock clock;
  private final AtomicLong lastProgress = new AtomicLong();

  JobWriter(
      JobRepository repository,
      Lease lease,
      BooleanSupplier mayContinue,
      JobConfig config,
      Clock clock) {
    this.repository = repository;
    this.lease = lease;
    this.mayContinue = mayContinue;
    this.config = config;
    this.clock = clock;
  }

  /// Records that an attempt begins, before it does anything, and returns the job as stored.
  Job begin(UUID id) {
    Instant now = now();
    return write(() -> repository.change(lease, id, job -> job.begin(now)));
  }

  JobState apply(UUID id, JobEvent event, String detail) {
    return apply(id, event, detail, _ -> {});
  }

  /// Applies an event and returns the state entered.
  JobState apply(UUID id, JobEvent event, String detail, Consumer<Job> change) {
    Instant now = now();
    return write(() -> repository.apply(lease, id, event, detail, now, change));
  }

  void change(UUID id, Consumer<Job> change) {
    write(() -> repository.change(lease, id, change));
  }

  /// Stores progress at most twice a second and drops the rest; what an outage of the database
  /// swallows is followed by newer progress. Thread-safe.
  void progress(UUID id, int percent, String message) {
    long now = clock.millis();
    long last = lastProgress.get();
    if (now - last >= PROGRESS_INTERVAL.toMillis() && lastProgress.compareAndSet(last, now)) {
      once(id, job -> job.progress(percent, message));
    }
  }

  /// Records a failed attempt; the job is due again after the delay.
  void postpone(UUID id, Duration delay, String message) {
    Instant next = clock.instant().plus(delay);
    change(id, job -> job.postpone(next, message));
  }

  /// Records a crashed attempt; the job is due again after the delay.
  void crashed(UUID id, Duration delay, String message) {
    Instant next = clock.instant().plus(delay);
    change(id, job -> job.crashed(next, message));
  }

  /// Records that the running attempt ends because this process stops, if the database answers;
  /// otherwise it counts as a crash.
  void interrupted(UUID id) {
    // A thread that is interrupted could not wait for the answer.
    boolean interrupted = Thread.interrupted();
    try {
      once(id, Job::end);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void once(UUID id, Consumer<Job> change) {
    try {
      JobLog.await(() -> repository.change(lease, id, change));
    } catch (LostLeaseException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.debugf("Not stored about job %s: %s", id, e.toString());
    }
  }

  private <T> T write(Supplier<Uni<T>> work) {
    Duration pause = config.backoff();
    while (true) {
      try {
        return JobLog.await(work);
      } catch (LostLeaseException
          | RefusedTransitionException
          | NullPointerException
          | IllegalArgumentException e) {
        throw e;
      } catch (RuntimeException e) {
        if (RefusedContent.is(e)) {
          throw e;
        }
        if (!mayContinue.getAsBoolean()) {
          throw new CancellationException("the worker is stopping");
        }
        LOG.warnf("The database does not answer, retrying in %s: %s", pause, e.toString());
        sleep(pause);
        pause = shorter(pause.multipliedBy(2), config.maxBackoff());
      }
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the worker is stopping");
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
