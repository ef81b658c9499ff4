package io.quittance.registry.catalog;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quittance.registry.version.VersionState;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.hibernate.reactive.mutiny.Mutiny;

/// Maintains the gauge `quittance_registry_versions{state}`. It is counted in the database at
/// intervals, so that all processes report the same numbers.
@Singleton
final class VersionCounts {

  private final Mutiny.SessionFactory sessions;
  private final CatalogRepository repository;
  private final Map<VersionState, AtomicLong> counts = new EnumMap<>(VersionState.class);

  VersionCounts(
      Mutiny.SessionFactory sessions, CatalogRepository repository, MeterRegistry meters) {
    this.sessions = sessions;
    this.repository = repository;
    for (VersionState state : VersionState.values()) {
      AtomicLong count = new AtomicLong();
      counts.put(state, count);
      Gauge.builder("quittance.registry.versions", count, AtomicLong::doubleValue)
          .tag("state", state.text())
          .register(meters);
    }
  }

  @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> count() {
    return sessions.withSession(repository::countByState).invoke(this::show).replaceWithVoid();
  }

  private void show(List<Object[]> rows) {
    Map<VersionState, Long> found = new EnumMap<>(VersionState.class);
    rows.forEach(row -> found.put((VersionState) row[0], (Long) row[1]));
    counts.forEach((state, count) -> count.set(found.getOrDefault(state, 0L)));
  }
}
