package io.quittance.registry.promotion;

import io.quittance.registry.version.ModelVersion;
import io.quittance.registry.version.VersionState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Result of a promotion or rollback.
///
/// @param previous the previous champion; null when there was none
/// @param revision revision of the lifecycle event
/// @param at time on the registry's clock from which `champion?at=` returns this version
record Promoted(
    String model,
    int version,
    VersionState state,
    @Nullable Integer previous,
    long revision,
    Instant at) {

  static Promoted of(
      ModelChange change, ModelVersion version, @Nullable Integer previous, long revision) {
    return new Promoted(
        change.model().name(), version.version(), version.state(), previous, revision, change.at());
  }
}
