package io.quittance.retraining.job;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quittance.messaging.lease.Lease;
import io.quittance.messaging.lease.Leases;
import io.quittance.retraining.lifecycle.JobEvent;
import io.quittance.retraining.lifecycle.JobFailure;
import io.quittance.retraining.lifecycle.JobState;
import io.quittance.retraining.lifecycle.RefusedTransitionException;
import io.quittance.retraining.peer.PeerException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/// Runs due jobs one after another on its own thread. Of all processes on a database, one runs jobs
/// at a time, the holder of the lease. The next worker resumes what this one leaves unfinished.
/// Nothing that goes wrong ends the worker; while it cannot work, [WorkerHealth] says so.
@Singleton
final class JobWorker {

  private static final Logger LOG = Logger.getLogger(JobWorker.class);
  private static final String JOB = "training";
  private static final int STOP_SECONDS = 10;

  private final Leases leases;
  private final JobLog log;
  private final RunJob runJob;
  private final Workspace workspace;
  private final JobConfig config;
  private final WorkerHealth health;
  private final MeterRegistry metrics;
  private final Counter crashes;
  private final AtomicInteger running = new AtomicInteger();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("retraining-worker").daemon().factory());
  private volatile boolean stopping;

  JobWorker(
      Leases leases,
      JobLog log,
      RunJob runJob,
      Workspace workspace,
      JobConfig config,
      WorkerHealth health,
      MeterRegistry metrics) {
    this.leases = leases;
    this.log = log;
    this.runJob = runJob;
    this.workspace = workspace;
    this.config = config;
    this.health = health;
    this.metrics = metrics;
    metrics.gauge("quittance.training.running", running);
    this.crashes = metrics.counter("quittance.training.crashes");
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
    try {
      while (!stopping) {
        if (look()) {
          Thread.sleep(config.pollInterval());
        } else {
          Thread.sleep(config.backoff());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      health.ended();
    }
  }

  /// Runs the jobs that are due and returns whether nothing went wrong.
  private boolean look() {
    try {
      runDueJobs();
      health.works();
      return true;
    } catch (Throwable e) {
      if (!stopping) {
        health.failed(e);
        LOG.warnf(
            e instanceof Error ? e : null,
            "Jobs are looked for again in %s: %s",
            config.backoff(),
            e);
      }
      return false;
    }
  }

  private void runDueJobs() {
    if (log.nextDue().isEmpty()) {
      return;
    }
    Optional<Lease> taken = leases.tryTake(JOB);
    if (taken.isEmpty()) {
      return;
    }
    try (Lease lease = taken.get()) {
      BooleanSupplier mayContinue = () -> !stopping && !lease.isLost();
      JobWriter writer = log.writer(lease, mayContinue);
      Optional<Job> due = log.nextDue();
      while (due.isPresent() && mayContinue.getAsBoolean()) {
        begin(due.get(), writer, mayContinue);
        health.works();
        due = log.nextDue();
      }
    }
  }

  private void begin(Job due, JobWriter writer, BooleanSupplier mayContinue) {
    running.incrementAndGet();
    Timer.Sample sample = Timer.start(metrics);
    try {
      Job begun = writer.begin(due.id);
      crashes.increment(Math.max(0, begun.crashes - due.crashes));
      run(begun, writer, mayContinue);
    } catch (LostLeaseException e) {
      LOG.warnf("Job %s is left: %s", due.id, e.getMessage());
    } finally {
      sample.stop(metrics.timer("quittance.training"));
      running.decrementAndGet();
    }
  }

  private void run(Job job, JobWriter writer, BooleanSupplier mayContinue) {
    LOG.infof("Job %s resumes in state %s", job.id, job.state());
    try {
      if (job.crashes >= config.maxCrashes()) {
        end(job, writer, JobFailure.crashed(job.crashes));
        return;
      }
      requireOwnTenant(job);
      count(runJob.run(job, writer, mayContinue));
    } catch (CancellationException e) {
      LOG.infof("Job %s stays unfinished until the next start: %s", job.id, e.getMessage());
      writer.interrupted(job.id);
    } catch (LostLeaseException e) {
      throw e;
    } catch (Error e) {
      recordFailure(job, writer, e);
    } catch (RuntimeException e) {
      if (stopping) {
        // What an interrupted call throws says nothing about the job.
        writer.interrupted(job.id);
      } else {
        recordFailure(job, writer, e);
      }
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
  private void recordFailure(Job job, JobWriter writer, Throwable cause) {
    JobFailure failure = JobFailure.of(cause);
    LOG.warnf(
        failure.kind() == JobFailure.Kind.TEMPORARY ? null : cause,
        "Attempt %d of job %s failed: %s",
        job.attempts + 1,
        job.id,
        failure.message());
    try {
      switch (failure.kind()) {
        case LASTING -> end(job, writer, failure);
        case TEMPORARY -> postpone(job, writer, failure);
        case CRASH -> crashed(job, writer, failure);
      }
    } catch (RefusedTransitionException e) {
      LOG.warnf("Job %s keeps its state: %s", job.id, e.getMessage());
    } catch (CancellationException e) {
      LOG.infof("The failure of job %s is not stored: %s", job.id, e.getMessage());
    }
  }

  private void postpone(Job job, JobWriter writer, JobFailure failure) {
    int attempt = job.attempts + 1;
    if (attempt >= config.maxAttempts()) {
      end(job, writer, failure);
    } else {
      writer.postpone(
          job.id,
          delay(attempt),
          failure.message() + "; attempt " + attempt + " of " + config.maxAttempts() + " failed");
    }
  }

  private void crashed(Job job, JobWriter writer, JobFailure failure) {
    int crash = job.crashes + 1;
    crashes.increment();
    writer.crashed(
        job.id,
        delay(crash),
        "crash " + crash + " of " + config.maxCrashes() + ": " + failure.message());
    if (crash >= config.maxCrashes()) {
      end(job, writer, failure);
    }
  }

  private void end(Job job, JobWriter writer, JobFailure failure) {
    LOG.errorf("Job %s failed: %s", job.id, failure.message());
    writer.apply(
        job.id,
        JobEvent.FAILED,
        failure.message(),
        stored -> {
          stored.failureCategory = failure.category();
          stored.attempts = job.attempts + 1;
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
