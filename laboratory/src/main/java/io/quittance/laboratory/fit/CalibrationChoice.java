package io.quittance.laboratory.fit;

import io.quittance.laboratory.metric.LogLossDifference;
import java.util.List;
import java.util.Locale;

/// The calibration that was chosen, if any, and why.
///
/// Each kind is fitted on one half of the calibration rows and measured on the other half, then the
/// other way round, so its figures come from rows that it has not seen. A kind qualifies when it
/// lowers both the expected calibration error and the log loss, and the log loss by more than
/// noise. Of those that qualify, the one with the lowest expected calibration error is chosen. A
/// model that is already calibrated would only become noisier from another fit.
///
/// @param kind the chosen kind: `logistic`, `beta`, `isotonic`, or `none`
/// @param before expected calibration error without calibration
/// @param after expected calibration error with the chosen kind
/// @param tried all kinds
/// @param rows number of calibration rows
public record CalibrationChoice(
    String kind, double before, double after, List<Tried> tried, int rows) {

  /// No calibration: the margins are left unchanged.
  public static final String NONE = "none";

  public CalibrationChoice {
    tried = List.copyOf(tried);
  }

  /// One kind of calibration.
  ///
  /// @param error expected calibration error on the half that the kind was not fitted on
  /// @param gain mean reduction of the log loss there compared with no calibration; positive is
  ///   better; with a 95 % interval from the row-by-row differences
  public record Tried(String kind, double error, LogLossDifference.Interval gain) {

    /// Returns whether the gain is more than chance would explain.
    public boolean isBeyondNoise() {
      return gain.lower() > 0;
    }
  }

  /// Returns whether a calibration is used.
  public boolean kept() {
    return !kind.equals(NONE);
  }

  /// Returns the choice as one sentence.
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
        "Expected calibration error on the half of %d rows not used for fitting: %.4f without, %s;"
            + " chosen: %s",
        rows,
        before,
        outcomes.isEmpty() ? "too few rows to try any" : outcomes,
        kind);
  }
}
