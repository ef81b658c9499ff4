package io.quittance.simulator.scenario;

import io.quittance.core.text.WireNames;

/// A change of the world at a known day. Several may come together.
///
/// @param kind what changes
/// @param day the first day of the change, counted from 0, at least 1
public record Drift(Kind kind, int day) {

  /// Days over which [Kind#GRADUAL] goes from nothing to all.
  public static final int GRADUAL_DAYS = 60;

  /// Days of a whole season.
  public static final int SEASON_DAYS = 90;

  public static final double SEASON_AMPLITUDE = 0.6;
  public static final double PRIOR_STEP = -0.7;
  public static final double LARGER = 2.2;
  public static final double BOUGHT = 0.5;
  public static final double UNSEEN_SHARE = 0.3;
  public static final long BROKEN_DIVISOR = 100;

  public Drift {
    if (day < 1 || day > 3_650) {
      throw new IllegalArgumentException("a drift's day must lie in [1, 3650], was " + day);
    }
  }

  /// What changes, and what does not.
  public enum Kind {
    /// Within a week from the day half of the book is recalled, and the accounts that enter from
    /// then on owe 2.2 times as much. How an account with given features pays stays the same.
    COVARIATE,
    /// From the day everybody is less willing by the same step of −0.7 on the log of the hazard.
    /// Neither the features of that day nor the order of the accounts change.
    PRIOR,
    /// From the day lateness and size raise the chance of payment instead of lowering it. The
    /// features of that day do not change.
    CONCEPT,
    /// As [#CONCEPT], but linearly over 60 days.
    GRADUAL,
    /// From the day the log of the hazard swings by ±0.6 in a sine of 90 days, first up.
    SEASONAL,
    /// From the day snapshots tell the credit limit in major units, a hundredth of what it is.
    /// Nothing else changes: neither behaviour nor any other column.
    BROKEN_COLUMN,
    /// From the day three in ten of the debtors who enter live in a jurisdiction never seen before.
    /// Behaviour does not depend on it.
    NEW_CATEGORY;

    /// The name on the command line, such as `broken-column`.
    public String wireName() {
      return WireNames.of(this);
    }
  }

  /// Reads `KIND@DAY`, such as `concept@60`.
  ///
  /// @throws IllegalArgumentException with a message for people
  public static Drift parse(String text) {
    int at = text.indexOf('@');
    for (Kind kind : Kind.values()) {
      if (at > 0 && kind.wireName().equals(text.substring(0, at))) {
        return new Drift(kind, day(text.substring(at + 1), text));
      }
    }
    throw new IllegalArgumentException(
        "a drift is KIND@DAY with KIND one of covariate, prior, concept, gradual, seasonal, broken-column, new-category, was "
            + text);
  }

  private static int day(String digits, String text) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the day of a drift is a whole number, was " + text, e);
    }
  }
}
