package io.quittance.laboratory.fit;

import io.quittance.laboratory.metric.LogLossDifference;
import java.util.List;
import java.util.Locale;

/// Why a calibration was kept, or none.
///
/// Each kind is fitted on one half of the calibration rows and measured on the other, both ways, so
/// that its figures are of rows it has not seen. Kept is the one with the lowest expected
/// calibration error among those that lower both it and the log loss, the latter beyond noise: a
/// model that is calibrated already is only made noisier by another fit.
///
/// @param kind what was kept: `logistic`, `beta`, `isotonic`, or `none`
/// @param before expected calibration error without any
/// @param after that of what was kept
/// @param tried all kinds
/// @param rows how many there were
public record CalibrationChoice(
    String kind, double before, double after, List<Tried> tried, int rows) {

  /// Nothing is done to the margins.
  public static final String NONE = "none";

  public CalibrationChoice {
    tried = List.copyOf(tried);
  }

  /// One kind.
  ///
  /// @param error expected calibration error on the half it was not fitted on
  /// @param gain mean fall of the log loss there against no calibration, positive is better, with
  ///   its 95 % interval from the differences row by row
  public record Tried(String kind, double error, LogLossDifference.Interval gain) {

    /// Whether the gain is more than chance explains.
    public boolean isBeyondNoise() {
      return gain.lower() > 0;
    }
  }

  /// Whether a calibration is used.
  public boolean kept() {
    return !kind.equals(NONE);
  }

  /// The choice in one sentence.
  public String words() {
    String outcomes =
        String.join(
            ", ",
            tried.stream()
                .map(
                    one ->
                        String.format(
                            Locale.ROOT,
                            one.isBeyondNoise()
                                ? "%s %.4f"
                                : "%s %.4f (gain in log loss within noise)",
                            one.kind,
                            one.error))
                .toList());
    return String.format(
        Locale.ROOT,
        "Expected calibration error on the half of %d rows that did not fit it: %.4f without, %s;"
            + " kept: %s",
        rows,
        before,
        outcomes.isEmpty() ? "too few rows to try any" : outcomes,
        kind);
  }
}
