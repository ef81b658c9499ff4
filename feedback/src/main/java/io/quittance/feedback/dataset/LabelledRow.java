package io.quittance.feedback.dataset;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One example: what was known and done, and what came of it.
///
/// @param debtorId null when the account had not been placed, or was decided on before it was
///   recorded
/// @param decidedAt to the microsecond
/// @param label 1 paid, 0 not; null when it is not known
/// @param week null when it is not over, or the currency of the balance is not known
/// @param modelVersion null when rules alone decided
/// @param features in the order of the columns, NaN where missing
@SuppressWarnings("ArrayRecordComponent") // a row on its way to a file; equality is never asked for
record LabelledRow(
    String decisionId,
    String accountId,
    @Nullable String debtorId,
    Instant decidedAt,
    @Nullable Integer label,
    Choice choice,
    long balanceMinor,
    @Nullable Week week,
    @Nullable Integer modelVersion,
    boolean degraded,
    float[] features) {

  /// What was chosen.
  ///
  /// @param offer null in decisions stored before it was recorded
  /// @param propensity probability with which the action was drawn, in (0, 1]
  /// @param open what was permitted, each with the probability of being drawn, as
  ///   `action/offer:propensity` with spaces between; null in decisions stored before it was
  ///   recorded
  record Choice(
      String action,
      @Nullable String offer,
      double propensity,
      boolean explored,
      @Nullable String open) {}

  /// What came of a decision until the next one on the same account, for seven days at most.
  ///
  /// @param paidMinor payments minus reversals in the currency of the balance, minor units
  /// @param days its length, in [0, 7]
  record Week(long paidMinor, double days) {}
}
