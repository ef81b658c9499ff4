package io.quittance.retraining.fit;

import java.util.List;
import java.util.Locale;

/// Why a calibration was kept, or none.
///
/// Each kind is fitted on one half of the calibration rows and measured on the other, both ways, so
/// that its figures are of rows it has not seen. Kept is the one with the lowest expected
/// calibration error among those that do not raise the log loss: a map of few steps may fit the
/// bins and tell rows apart less.
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
  /// @param logLossChange mean log loss there, less that without any calibration
  public record Tried(String kind, double error, double logLossChange) {}

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
                            one.logLossChange > 0 ? "%s %.4f but a higher log loss" : "%s %.4f",
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
