package io.quittance.core.policy;

/// When a debtor is left alone because payment is likely without any contact.
///
/// @param fromProbability calibrated probability of payment under no contact, from which on
/// @param untilDaysPastDue the last day past due on which
public record SelfCure(double fromProbability, int untilDaysPastDue) {

  public SelfCure {
    if (!(fromProbability > 0 && fromProbability <= 1) || untilDaysPastDue < 0) {
      throw new IllegalArgumentException(
          "selfCure.fromProbability must lie in (0, 1], untilDaysPastDue must not be negative");
    }
  }

  boolean expects(double probability, int daysPastDue) {
    return probability >= fromProbability && daysPastDue <= untilDaysPastDue;
  }
}
