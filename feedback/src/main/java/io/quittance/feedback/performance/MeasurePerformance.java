package io.quittance.feedback.performance;

import io.quittance.feedback.performance.PerformanceRepository.Degraded;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Measures the realised performance of model versions. Blocks; worker threads only.
@ApplicationScoped
public class MeasurePerformance {

  /// Bounds of all time: every time in the database lies between them.
  static final Instant EVER_FROM = Instant.EPOCH;

  static final Instant EVER_TO = Instant.parse("9999-01-01T00:00:00Z");

  private final PerformanceRepository repository;

  MeasurePerformance(PerformanceRepository repository) {
    this.repository = repository;
  }

  /// One version's labels of decisions made in [from, to); empty when none is mature.
  public Optional<RealisedPerformance> ofVersion(
      String tenant, int version, Instant from, Instant to) throws SQLException {
    return repository
        .served(tenant, version, from, to)
        .map(served -> RealisedPerformance.of(version, served));
  }

  List<RealisedPerformance> ofVersions(
      String tenant, @Nullable Integer version, Instant from, Instant to) throws SQLException {
    List<Integer> versions =
        version == null ? repository.versions(tenant, from, to) : List.of(version);
    List<RealisedPerformance> measured = new ArrayList<>();
    for (int each : versions) {
      ofVersion(tenant, each, from, to).ifPresent(measured::add);
    }
    return measured;
  }

  Degraded degraded(String tenant, Instant from, Instant to) throws SQLException {
    return repository.degraded(tenant, from, to);
  }
}
