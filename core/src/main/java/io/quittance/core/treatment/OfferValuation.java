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
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/// The offers that an account may get, and the expected net value of each action with its best
/// offer:
///
/// min(1, P(payment | account, action) × response) × balance × value share × share of the offer −
/// cost − burden factor × burden,
///
/// in minor units. Where the effects of treatments have been learnt, what a treatment brings
/// replaces what the pack assumes:
///
/// expected share paid in the coming week × balance × value share − cost − burden factor × burden.
///
/// Costs and burdens are always the pack's, so that no learning lowers a burden. Of offers with
/// equal value the first in the order of [Offer] is taken, so the reminder comes first.
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
    return action == Action.NO_CONTACT
        ? valued(action, Offer.NONE, probability * worth)
        : best(
            action,
            (_, terms) -> Math.min(1, probability * terms.response()) * worth * terms.share());
  }

  /// Returns the best offer of an action by what treatments are expected to bring; no offer for no
  /// contact.
  ValuedOffer bestOffer(Action action, WeekAhead week) {
    return action == Action.NO_CONTACT
        ? valued(action, Offer.NONE, week.expectedShare(Treatment.NONE) * worth)
        : best(action, (offer, _) -> week.expectedShare(Treatment.of(action, offer)) * worth);
  }

  /// @param brings value to the collector of what an offer is expected to bring, minor units
  private ValuedOffer best(Action action, ToDoubleBiFunction<Offer, OfferTerms> brings) {
    ValuedOffer best = new ValuedOffer(Offer.REMINDER, Double.NEGATIVE_INFINITY);
    for (Map.Entry<Offer, OfferTerms> entry : eligible.entrySet()) {
      ValuedOffer valued =
          valued(action, entry.getKey(), brings.applyAsDouble(entry.getKey(), entry.getValue()));
      if (valued.valueMinor() > best.valueMinor()) {
        best = valued;
      }
    }
    return best;
  }

  private ValuedOffer valued(Action action, Offer offer, double bringsMinor) {
    Economics.ActionCost cost = valuation.cost(action);
    return new ValuedOffer(offer, bringsMinor - (cost.cost() + burdenFactor * cost.burden()));
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
