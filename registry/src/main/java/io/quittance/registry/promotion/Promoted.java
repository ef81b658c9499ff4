package io.quittance.registry.promotion;

import io.quittance.registry.catalog.ModelVersion;
import io.quittance.registry.catalog.VersionState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who is champion now.
///
/// @param previous who was before, null when nobody was
/// @param revision of the event that tells it
/// @param at the registry's clock, from which on `champion?at=` gives this version
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
