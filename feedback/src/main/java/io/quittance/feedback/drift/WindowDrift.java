package io.quittance.feedback.drift;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The drift of one window.
///
/// @param from first day, inclusive
/// @param to last day, exclusive
/// @param enough whether there were rows enough to say anything
/// @param features greatest index first, without the prediction
/// @param prediction null while `enough` is false
public record WindowDrift(
    LocalDate from,
    LocalDate to,
    long rows,
    boolean enough,
    boolean drifting,
    List<FeatureDrift> features,
    @Nullable FeatureDrift prediction) {

  /// Features that drift, the prediction being one of them.
  public long driftingFeatures() {
    long count =
        features.stream()
            .filter(feature -> feature.verdict() == FeatureDrift.Verdict.DRIFTING)
            .count();
    return prediction != null && prediction.verdict() == FeatureDrift.Verdict.DRIFTING
        ? count + 1
        : count;
  }
}
