package io.quittance.retraining.candidate;

import java.util.List;

/// Decisions with what followed in the week after each, whether their labels are known or not.
///
/// Callers must not modify the array.
///
/// @param features names of the columns, without a prefix
/// @param values row-major, one row of features for each week; `NaN` is missing
/// @param weeks in the order of their decisions
@SuppressWarnings("ArrayRecordComponent")
public record DecisionWeeks(List<String> features, float[] values, List<Week> weeks) {

  /// No weeks, of no columns.
  public static final DecisionWeeks NONE = new DecisionWeeks(List.of(), new float[0], List.of());

  public DecisionWeeks {
    features = List.copyOf(features);
    weeks = List.copyOf(weeks);
    if (values.length != (long) weeks.size() * features.size()) {
      throw new IllegalArgumentException("features and weeks differ in length");
    }
  }

  /// One decision and its week.
  ///
  /// @param debtor whose accounts are never on both sides of a division
  /// @param decidedAtMicros event time of the decision in microseconds since the epoch
  /// @param arm index of what was recommended among the arms of
  ///   [io.quittance.core.effect.ContactDesign#EFFECTS]
  /// @param open everything that was permitted
  /// @param balanceMinor balance at the decision, minor units, positive
  /// @param paidMinor payments minus reversals of the week, minor units
  /// @param days length of the week, in (0, 7]
  public record Week(
      String account,
      String debtor,
      long decidedAtMicros,
      int arm,
      List<Open> open,
      long balanceMinor,
      long paidMinor,
      double days) {

    /// Days of a whole week.
    public static final double WHOLE = 7;

    public Week {
      open = List.copyOf(open);
      if (balanceMinor <= 0 || !(days > 0 && days <= WHOLE)) {
        throw new IllegalArgumentException(
            "a week needs a positive balance and up to seven days, had "
                + balanceMinor
                + " and "
                + days);
      }
    }

    /// Returns whether the payments of the week exceed its reversals.
    boolean paid() {
      return paidMinor > 0;
    }
  }

  /// A treatment that was permitted.
  ///
  /// @param propensity probability with which it was drawn, in [0, 1]
  public record Open(int arm, double propensity) {

    public Open {
      if (!(propensity >= 0 && propensity <= 1)) {
        throw new IllegalArgumentException("a propensity must lie in [0, 1], was " + propensity);
      }
    }
  }

  /// Returns one value of a row.
  float value(int row, int column) {
    return values[row * features.size() + column];
  }
}
