package io.quittance.registry.gate;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quittance.core.text.WireNames;
import org.jspecify.annotations.Nullable;

/// What the gate says, and the figures that it says it for. Figures are null when there were too
/// few rows to have any; those of the champion also when there is no champion.
///
/// @param passed whether the candidate may go on
/// @param deltaAuc AUC(candidate) − AUC(champion), or AUC(candidate) − 0.5 without a champion
/// @param low lower bound of the interval of `deltaAuc`
/// @param high its upper bound
/// @param logLossDelta log loss of the candidate − that of the champion, nats a row
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

  /// The four things it can say.
  public enum Verdict {
    /// Better beyond doubt.
    BETTER,
    /// Not worse by more than the margin.
    EQUIVALENT,
    /// Worse, or not shown to be no worse.
    WORSE,
    /// Too little evidence to say anything.
    INSUFFICIENT;

    /// The name in JSON and in metrics.
    @JsonValue
    public String text() {
      return WireNames.of(this);
    }
  }
}
