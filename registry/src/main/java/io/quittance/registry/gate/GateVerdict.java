package io.quittance.registry.gate;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quittance.core.text.WireNames;
import org.jspecify.annotations.Nullable;

/// Verdict of the gate with the figures behind it. Figures are null when there were too few rows;
/// those of the champion are also null when there is no champion.
///
/// @param passed whether the candidate passed the gate
/// @param deltaAuc AUC(candidate) − AUC(champion), or AUC(candidate) − 0.5 without a champion
/// @param low lower bound of the interval of `deltaAuc`
/// @param high upper bound of that interval
/// @param logLossDelta log loss of the candidate − that of the champion, nats per row
public record GateVerdict(
    Verdict verdict,
    boolean passed,
    long rows,
    long positives,
    @Nullable Double candidateAuc,
    @Nullable Double championAuc,
    @Nullable Double deltaAuc,
    @Nullable Double low,
    @Nullable Double high,
    @Nullable Double logLossDelta,
    String explanation) {

  static GateVerdict insufficient(long rows, long positives, String explanation) {
    return new GateVerdict(
        Verdict.INSUFFICIENT,
        false,
        rows,
        positives,
        null,
        null,
        null,
        null,
        null,
        null,
        explanation);
  }

  /// The four verdicts.
  public enum Verdict {
    /// Better with the required confidence.
    BETTER,
    /// Shown to be worse by no more than the margin.
    EQUIVALENT,
    /// Worse, or not shown to be worse by no more than the margin.
    WORSE,
    /// Too few rows for a verdict.
    INSUFFICIENT;

    /// Returns the name in JSON and in metrics.
    @JsonValue
    public String text() {
      return WireNames.of(this);
    }
  }
}
