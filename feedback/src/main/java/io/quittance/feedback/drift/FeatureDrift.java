package io.quittance.feedback.drift;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quittance.core.text.WireNames;

/// How far one feature's current window lies from its reference.
///
/// @param psi population stability index, 0 when alike
/// @param critical the index that chance alone exceeds with probability alpha at these sizes
/// @param missing share of missing values in the window, in [0, 1]
/// @param referenceMissing the same in the reference
public record FeatureDrift(
    String name,
    double psi,
    double critical,
    Verdict verdict,
    double missing,
    double referenceMissing) {

  /// In rising order, apart from the ignored.
  public enum Verdict {
    /// Not told from chance.
    STABLE,
    /// Not chance, but below the threshold.
    SIGNIFICANT,
    /// Not chance and at or above the threshold.
    DRIFTING,
    /// Not counted.
    IGNORED;

    @JsonValue
    public String wireName() {
      return WireNames.of(this);
    }
  }
}
