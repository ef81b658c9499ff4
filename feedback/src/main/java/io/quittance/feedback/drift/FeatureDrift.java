package io.quittance.feedback.drift;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quittance.core.text.WireNames;
import org.jspecify.annotations.Nullable;

/// Distance between a feature's current window and its reference.
///
/// @param psi population stability index, 0 when alike
/// @param critical the index that chance alone exceeds with probability alpha at these sizes
/// @param jensenShannon Jensen–Shannon distance over the same bins, from 0 (alike) to √ln 2 ≈
///   0.8326 (disjoint); unlike the index it is bounded and needs no floor for empty bins, so it
///   ranks large shifts. Informs only: the verdict follows from the index. Null when either side
///   has no rows
/// @param missing share of missing values in the window, in [0, 1]
/// @param referenceMissing the same in the reference
public record FeatureDrift(
    String name,
    double psi,
    double critical,
    @Nullable Double jensenShannon,
    Verdict verdict,
    double missing,
    double referenceMissing) {

  /// Verdicts in rising order, except [#IGNORED].
  public enum Verdict {
    /// Not distinguishable from chance.
    STABLE,
    /// Significant, but below the threshold.
    SIGNIFICANT,
    /// Significant and at or above the threshold.
    DRIFTING,
    /// Not counted.
    IGNORED;

    @JsonValue
    public String wireName() {
      return WireNames.of(this);
    }
  }
}
