package io.quittance.scoring.permit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quittance.core.event.DecisionMade.Blocked;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/// Counts permits by status and times requests. Permits are counted after the commit of a change; a
/// window that passed is counted when the account is next read.
@Singleton
public final class PermitMetrics {

  private final MeterRegistry registry;
  private final Timer reserve;
  private final Timer commit;

  PermitMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.reserve = timer("reserve");
    this.commit = timer("commit");
  }

  private Timer timer(String operation) {
    return Timer.builder("quittance.permit")
        .tag("operation", operation)
        .description("from the request to its answer, without the reading of the body")
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofNanos(100_000))
        .maximumExpectedValue(Duration.ofSeconds(30))
        .register(registry);
  }

  <T> Uni<T> timedReserve(Supplier<Uni<T>> work) {
    return timed(reserve, work);
  }

  <T> Uni<T> timedCommit(Supplier<Uni<T>> work) {
    return timed(commit, work);
  }

  private static <T> Uni<T> timed(Timer timer, Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              long started = System.nanoTime();
              return work.get()
                  .onTermination()
                  .invoke(() -> timer.record(Duration.ofNanos(System.nanoTime() - started)));
            });
  }

  /// Counts permits whose status has just changed.
  public void settled(Collection<Permit> permits) {
    permits.forEach(permit -> count(permit.status().wireName()));
  }

  /// Counts a refused attempt.
  void refused(List<Blocked> blocked) {
    count("refused");
    for (Blocked rule : blocked) {
      registry.counter("quittance.permit.refusals", "rule", rule.qualifiedRule()).increment();
    }
  }

  private void count(String status) {
    registry.counter("quittance.permits", "status", status).increment();
  }
}
