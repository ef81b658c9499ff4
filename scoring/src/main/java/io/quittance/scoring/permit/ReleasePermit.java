package io.quittance.scoring.permit;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/// Releases an unused permit, so that it no longer counts. A settled permit stays as it is.
@Singleton
final class ReleasePermit {

  private final PermitRepository permits;
  private final PermitMetrics metrics;

  ReleasePermit(PermitRepository permits, PermitMetrics metrics) {
    this.permits = permits;
    this.metrics = metrics;
  }

  /// The answer to the release of a permit.
  enum Answer {
    /// The permit can no longer be used.
    OVER,
    /// The permit was used: there was an attempt.
    COMMITTED,
    /// The tenant has no such permit.
    UNKNOWN
  }

  Uni<Answer> release(String tenant, UUID permitId) {
    return permits
        .release(tenant, permitId)
        .flatMap(
            released -> {
              if (released.isPresent()) {
                metrics.settled(List.of(released.get()));
                return Uni.createFrom().item(Answer.OVER);
              }
              return permits
                  .find(tenant, permitId)
                  .map(found -> found.map(ReleasePermit::settled).orElse(Answer.UNKNOWN));
            });
  }

  private static Answer settled(Outstanding found) {
    return found.permits().getFirst().status() == PermitStatus.COMMITTED
        ? Answer.COMMITTED
        : Answer.OVER;
  }
}
