package io.quittance.simulator.scenario;

import io.quittance.core.text.WireNames;

/// A change of the simulated world on a known day. Several drifts can be combined.
///
/// @param kind kind of change
/// @param day first day of the change, counted from 0, in [1, 3650]
public record Drift(Kind kind, int day) {

  /// Days over which [Kind#GRADUAL] takes full effect.
  public static final int GRADUAL_DAYS = 60;

  /// Length of a season in days.
  public static final int SEASON_DAYS = 90;

  public static final double SEASON_AMPLITUDE = 0.6;
  public static final double PRIOR_STEP = -0.7;
  public static final double BALANCE_FACTOR = 2.2;
  public static final double RECALLED_SHARE = 0.5;
  public static final double UNSEEN_SHARE = 0.3;
  public static final long BROKEN_DIVISOR = 100;

  public Drift {
    if (day < 1 || day > 3_650) {
      throw new IllegalArgumentException("The day of a drift must lie in [1, 3650], was " + day);
    }
  }

  /// What a drift changes.
  public enum Kind {
    /// Recalls half of the book within a week; accounts that enter from the day on owe 2.2 times as
    /// much. The payment behaviour of an account with given features stays the same.
    COVARIATE,
    /// Lowers the logarithm of every hazard by 0.7 from the day on. Neither the features of that
    /// day nor the order of the accounts change.
    PRIOR,
    /// Makes lateness and size raise the probability of payment instead of lowering it, from the
    /// day on. The features of that day do not change.
    CONCEPT,
    /// Takes the effect of [#CONCEPT] linearly over 60 days.
    GRADUAL,
    /// Varies the logarithm of the hazard by ±0.6 in a sine wave of 90 days that first rises.
    SEASONAL,
    /// Makes snapshots report the credit limit in major units, a hundredth of its value, from the
    /// day on. Nothing else changes.
    BROKEN_COLUMN,
    /// Gives 30 % of the debtors who enter from the day on a jurisdiction that never occurred
    /// before. Behaviour does not depend on it.
    NEW_CATEGORY;

    /// Returns the name on the command line, such as `broken-column`.
    public String wireName() {
      return WireNames.of(this);
    }
  }

  /// Parses `KIND@DAY`, such as `concept@60`.
  ///
  /// @throws IllegalArgumentException with a message for the user
  public static Drift parse(String text) {
    int at = text.indexOf('@');
    for (Kind kind : Kind.values()) {
      if (at > 0 && kind.wireName().equals(text.substring(0, at))) {
        return new Drift(kind, day(text.substring(at + 1), text));
      }
    }
    throw new IllegalArgumentException(
        "A drift must be KIND@DAY with KIND one of covariate, prior, concept, gradual, seasonal, broken-column, new-category, was "
            + text);
  }

  private static int day(String digits, String text) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The day of a drift must be a whole number, was " + text, e);
    }
  }
}
