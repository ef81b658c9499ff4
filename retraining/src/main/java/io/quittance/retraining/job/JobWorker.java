package io.quittance.retraining.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quittance.retraining.peer.PeerException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// Runs due jobs one after another on its own thread. Of all processes on a database, one runs jobs
/// at a time. The next worker resumes what this one leaves unfinished.
@Singleton
final class JobWorker {

  private static final Logger LOG = Logger.getLogger(JobWorker.class);
  private static final int STOP_SECONDS = 10;

  private final WorkerLock lock;
  private final JobLog log;
  private final RunJob runJob;
  private final Workspace workspace;
  private final JobConfig config;
  private final MeterRegistry metrics;
  private final AtomicInteger running = new AtomicInteger();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("retraining-worker").daemon().factory());
  private volatile boolean stopping;

  JobWorker(
      WorkerLock lock,
      JobLog log,
      RunJob runJob,
      Workspace workspace,
      JobConfig config,
      MeterRegistry metrics) {
    this.lock = lock;
    this.log = log;
    this.runJob = runJob;
    this.workspace = workspace;
    this.config = config;
    this.metrics = metrics;
    metrics.gauge("quittance.training.running", running);
  }

  void start(@Observes StartupEvent event) {
    if (config.worker()) {
      thread.execute(this::loop);
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    thread.shutdownNow();
    if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("The running training did not stop within 10 s; it resumes at the next start");
    }
  }

  private void loop() {
    while (!stopping) {
      try {
        runDueJobs();
        Thread.sleep(config.pollInterval());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (SQLException | RuntimeException e) {
        if (!stopping) {
          LOG.warnf("The database does not answer, retrying: %s", e.getMessage());
          pauseAfterFailure();
        }
      }
    }
  }

  private void pauseAfterFailure() {
    try {
      Thread.sleep(config.backoff());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }

  private void runDueJobs() throws SQLException {
    if (log.nextDue().isEmpty()) {
      return;
    }
    Optional<WorkerLock.Held> acquired = lock.tryAcquire();
    if (acquired.isEmpty()) {
      return;
    }
    try (WorkerLock.Held held = acquired.get()) {
      Optional<Job> due = log.nextDue();
      while (due.isPresent() && !stopping && held.isAlive()) {
        run(due.get());
        due = log.nextDue();
      }
    }
  }

  private void run(Job job) {
    LOG.infof("Job %s resumes in state %s", job.id, job.state());
    running.incrementAndGet();
    Timer.Sample sample = Timer.start(metrics);
    try {
      requireOwnTenant(job);
      count(runJob.run(job, () -> !stopping));
    } catch (CancellationException e) {
      LOG.infof("Job %s stays unfinished until the next start: %s", job.id, e.getMessage());
    } catch (RuntimeException e) {
      recordFailure(job, e);
    } finally {
      sample.stop(metrics.timer("quittance.training"));
      running.decrementAndGet();
    }
  }

  private void requireOwnTenant(Job job) {
    if (!job.tenant.equals(config.tenant())) {
      throw PeerException.refused(
          "this process trains only for tenant " + config.tenant(),
          "other-tenant",
          java.util.Map.of());
    }
  }

  /// Postpones or fails a job, unless another process has ended it meanwhile.
  private void recordFailure(Job job, RuntimeException cause) {
    try {
      failed(job, cause);
    } catch (RefusedTransitionException e) {
      LOG.warnf("Job %s keeps its state: %s", job.id, e.getMessage());
    }
  }

  private void failed(Job job, RuntimeException cause) {
    JobFailure failure = JobFailure.of(cause);
    int attempt = job.attempts + 1;
    if (failure.temporary() && attempt < config.maxAttempts()) {
      Duration delay = delay(attempt);
      LOG.warnf("Job %s waits %s after attempt %d: %s", job.id, delay, attempt, failure.message());
      log.postpone(
          job.id,
          delay,
          failure.message() + "; attempt " + attempt + " of " + config.maxAttempts() + " failed");
      return;
    }
    LOG.errorf(cause, "Job %s failed: %s", job.id, failure.message());
    log.apply(
        job.id,
        JobEvent.FAILED,
        failure.message(),
        stored -> {
          stored.failureCategory = failure.category();
          stored.attempts = attempt;
        });
    workspace.of(job.id).delete();
    count(JobState.FAILED);
  }

  private Duration delay(int attempt) {
    Duration doubled = config.backoff().multipliedBy(1L << Math.min(attempt - 1, 20));
    return doubled.compareTo(config.maxBackoff()) > 0 ? config.maxBackoff() : doubled;
  }

  private void count(JobState end) {
    metrics.counter("quittance.training.jobs", "state", end.wireName()).increment();
  }
}
