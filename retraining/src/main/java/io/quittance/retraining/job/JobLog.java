package io.quittance.retraining.job;

import io.quarkus.vertx.VertxContextSupport;
import io.quittance.messaging.lease.Lease;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Gives the worker's thread blocking access to the [JobRepository].
@Singleton
final class JobLog {

  private final JobRepository repository;
  private final JobConfig config;
  private final Clock clock;

  JobLog(JobRepository repository, JobConfig config, Clock clock) {
    this.repository = repository;
    this.config = config;
    this.clock = clock;
  }

  Optional<Job> nextDue() {
    return await(() -> repository.nextDue(clock.instant()));
  }

  /// Returns what writes about jobs in the name of a lease.
  ///
  /// @param mayContinue asked while a write waits for the database
  JobWriter writer(Lease lease, BooleanSupplier mayContinue) {
    return new JobWriter(repository, lease, mayContinue, config, clock);
  }

  static <T> T await(Supplier<Uni<T>> call) {
    try {
      return VertxContextSupport.subscribeAndAwait(call);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a database operation failed: " + e.getMessage(), e);
    }
  }
}
