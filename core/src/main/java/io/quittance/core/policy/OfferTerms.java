package io.quittance.core.policy;

import org.jspecify.annotations.Nullable;

/// What a contact may offer, from when on and within which bounds. Amounts in minor units.
///
/// @param fromDaysPastDue first day past due on which it may be offered
/// @param leastBalanceMinor least balance for which it may be offered
/// @param response multiplies the probability of payment; an assumption of the pack
/// @param share of the balance that is asked for and counts as its worth, in (0, 1]
/// @param leastShare what `share` must not fall below; null when there is no bound
/// @param mostInstalments number of instalments at most, 2 or more; null for offers without
/// @param leastInstalmentMinor least amount of an instalment; null for offers without
public record OfferTerms(
    int fromDaysPastDue,
    long leastBalanceMinor,
    double response,
    double share,
    @Nullable Double leastShare,
    @Nullable Integer mostInstalments,
    @Nullable Long leastInstalmentMinor) {

  private static final int FEWEST = 2;

  /// The balance, as it is.
  static final OfferTerms PLAIN = new OfferTerms(0, 0, 1, 1, null, null, null);

  public OfferTerms {
    if (fromDaysPastDue < 0 || leastBalanceMinor < 0) {
      throw new IllegalArgumentException(
          "fromDaysPastDue and leastBalanceMinor of an offer must be 0 or more");
    }
    if (!(response > 0) || Double.isInfinite(response) || !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "response of an offer must be positive, share must lie in (0, 1]");
    }
    if (leastShare != null && !(leastShare > 0 && leastShare <= share)) {
      throw new IllegalArgumentException(
          "share of an offer must not be below its leastShare, which must be positive");
    }
    if ((mostInstalments == null) != (leastInstalmentMinor == null)
        || (mostInstalments != null && mostInstalments < FEWEST)
        || (leastInstalmentMinor != null && leastInstalmentMinor < 1)) {
      throw new IllegalArgumentException(
          "mostInstalments (2 or more) and leastInstalmentMinor (1 or more) go together");
    }
  }

  /// Whether it may be offered at all.
  boolean eligible(int daysPastDue, long balanceMinor) {
    return daysPastDue >= fromDaysPastDue
        && balanceMinor >= leastBalanceMinor
        && (leastInstalmentMinor == null || balanceMinor >= FEWEST * leastInstalmentMinor);
  }

  /// What is to be paid in all: the share of the balance, rounded up to a whole unit, so that it is
  /// never below `leastShare`; the whole balance in a plan.
  long amountMinor(long balanceMinor) {
    return mostInstalments != null
        ? balanceMinor
        : Math.min(balanceMinor, (long) Math.ceil(balanceMinor * share));
  }

  /// Into how many instalments: as many as allowed without one falling below the least; null for
  /// offers without. Only for a balance that is eligible.
  @Nullable Integer instalments(long balanceMinor) {
    return mostInstalments == null || leastInstalmentMinor == null
        ? null
        : (int) Math.min(mostInstalments, balanceMinor / leastInstalmentMinor);
  }
}
