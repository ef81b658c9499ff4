package io.quittance.core.treatment;

import io.quittance.core.contact.PolicyVerdict;
import io.quittance.core.pack.Economics;
import io.quittance.core.pack.Economics.OfferTerms;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The offers that an account may get, and the expected net value of each action with its best
/// offer:
///
/// min(1, P(payment | account, action) × response) × balance × value share × share of the offer −
/// cost − burden factor × burden,
///
/// in minor units. Of offers with equal value the first in the order of [Offer] is taken, so the
/// reminder comes first.
final class OfferValuation {

  /// An action's best offer and its expected net value, minor units.
  record ValuedOffer(Offer offer, double valueMinor) {}

  private static final int FEWEST_INSTALMENTS = 2;

  private final Economics.Valuation valuation;
  private final long balanceMinor;
  private final double worth;
  private final double burdenFactor;
  private final Map<Offer, OfferTerms> eligible = new EnumMap<>(Offer.class);

  OfferValuation(Economics.Valuation valuation, PolicyVerdict verdict, long balanceMinor) {
    this.valuation = valuation;
    this.balanceMinor = balanceMinor;
    this.worth = balanceMinor * valuation.valueShare();
    this.burdenFactor = verdict.hardship() ? valuation.hardshipBurdenFactor() : 1;
    valuation
        .offers()
        .forEach(
            (offer, terms) -> {
              if (isEligible(terms, verdict.daysPastDue(), balanceMinor)) {
                eligible.put(offer, terms);
              }
            });
  }

  /// Returns whether an offer's conditions hold. A payment plan needs a balance of at least two
  /// instalments.
  private static boolean isEligible(OfferTerms terms, int daysPastDue, long balanceMinor) {
    Long instalment = terms.leastInstalmentMinor();
    return daysPastDue >= terms.fromDaysPastDue()
        && balanceMinor >= terms.leastBalanceMinor()
        && (instalment == null || balanceMinor / instalment >= FEWEST_INSTALMENTS);
  }

  /// Returns the best offer of an action; no offer for no contact.
  ValuedOffer bestOffer(Action action, double probability) {
    Economics.ActionCost cost = valuation.cost(action);
    double spent = cost.cost() + burdenFactor * cost.burden();
    if (action == Action.NO_CONTACT) {
      return new ValuedOffer(Offer.NONE, probability * worth - spent);
    }
    Offer best = Offer.REMINDER;
    double highest = Double.NEGATIVE_INFINITY;
    for (Map.Entry<Offer, OfferTerms> entry : eligible.entrySet()) {
      OfferTerms terms = entry.getValue();
      double value = Math.min(1, probability * terms.response()) * worth * terms.share() - spent;
      if (value > highest) {
        best = entry.getKey();
        highest = value;
      }
    }
    return new ValuedOffer(best, highest);
  }

  /// Returns the amount that an offer asks for in total, minor units: the whole balance for a
  /// payment plan; for a settlement its share of the balance, rounded up so that it never falls
  /// below the least share; null for other offers.
  @Nullable Long amountMinor(Offer offer) {
    OfferTerms terms = eligible.get(offer);
    if (terms == null) {
      return null;
    }
    return switch (offer) {
      case PAYMENT_PLAN -> balanceMinor;
      case SETTLEMENT ->
          BigDecimal.valueOf(terms.share())
              .multiply(BigDecimal.valueOf(balanceMinor))
              .setScale(0, RoundingMode.CEILING)
              .longValueExact();
      case NONE, REMINDER, HARDSHIP_ROUTE, SPECIALIST, HUMAN_REVIEW -> null;
    };
  }

  /// Returns the number of instalments of a payment plan: as many as the terms allow without an
  /// instalment below the least one; null for other offers.
  @Nullable Integer instalments(Offer offer) {
    OfferTerms terms = eligible.get(offer);
    if (terms == null || terms.mostInstalments() == null || terms.leastInstalmentMinor() == null) {
      return null;
    }
    return (int) Math.min(terms.mostInstalments(), balanceMinor / terms.leastInstalmentMinor());
  }
}
