package io.quittance.e2e.value;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.Policy;
import io.quittance.core.contact.PolicyVerdict;
import io.quittance.core.pack.Economics;
import io.quittance.core.vocabulary.Offer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/// Finds the offers within the bounds of a pack, independently of Quittance's own code, so that
/// contenders with their own ranking make no offer that Quittance may not make.
final class OfferBounds {

  private OfferBounds() {}

  /// Returns the possible offers of a contact, which always include a reminder.
  static Set<Offer> possible(
      Policy policy, PolicyVerdict verdict, DebtorContext context, Instant at) {
    Set<Offer> possible = EnumSet.of(Offer.REMINDER);
    Long balance = context.account().view(at).balanceMinor();
    if (balance != null) {
      policy
          .economics()
          .ifPresent(
              economics ->
                  economics
                      .valuation()
                      .offers()
                      .forEach(
                          (offer, terms) -> {
                            if (fits(terms, verdict.daysPastDue(), balance)) {
                              possible.add(offer);
                            }
                          }));
    }
    return possible;
  }

  private static boolean fits(Economics.OfferTerms terms, int daysPastDue, long balanceMinor) {
    Long instalment = terms.leastInstalmentMinor();
    return daysPastDue >= terms.fromDaysPastDue()
        && balanceMinor >= terms.leastBalanceMinor()
        && (instalment == null || balanceMinor >= 2 * instalment);
  }
}
