package io.quittance.e2e.value;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.Policy;
import io.quittance.core.contact.PolicyVerdict;
import io.quittance.core.effect.ContactDesign;
import io.quittance.core.effect.TreatmentModel;
import io.quittance.core.feature.FeatureExtractor;
import io.quittance.core.feature.FeatureVector;
import io.quittance.core.pack.Economics;
import io.quittance.core.treatment.Treatment;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// For the examination of single choices: chooses the permitted treatment with the highest expected
/// net value of the coming week:
///
/// P(pays) × share of the balance × balance × value share − cost − burden factor × burden,
///
/// in minor units. What a payment brings is learnt; what a contact costs and what it burdens the
/// debtor with are the pack's figures, so that no learning lowers a burden.
record LearnedChoice(TreatmentModel model) {

  /// The treatments among which an account's may be chosen, with what is known of them.
  ///
  /// @param arms indices of [Treatment#values()], no contact first
  /// @param fixedMinor cost and burden of each of them, minor units
  /// @param worthMinor value of the whole balance to the collector, minor units
  @SuppressWarnings("ArrayRecordComponent")
  record Case(
      float[] inputs, float[] modifiers, int[] arms, double[] fixedMinor, double worthMinor) {}

  /// Returns what there is to choose from; empty when the balance is unknown or nothing but no
  /// contact is permitted.
  static Optional<Case> of(
      Policy policy, PolicyVerdict verdict, DebtorContext context, Instant at) {
    Long balance = context.account().view(at).balanceMinor();
    Economics.Valuation valuation = policy.economics().map(Economics::valuation).orElse(null);
    if (balance == null || balance <= 0 || valuation == null || verdict.permitted().size() == 1) {
      return Optional.empty();
    }
    Set<Offer> possible = OfferBounds.possible(policy, verdict, context, at);
    List<Treatment> all = Treatment.values();
    int[] arms =
        IntStream.range(0, all.size())
            .filter(
                arm ->
                    all.get(arm).action() == Action.NO_CONTACT
                        || (verdict.permits(all.get(arm).action())
                            && possible.contains(all.get(arm).offer())))
            .toArray();
    double factor = verdict.hardship() ? valuation.hardshipBurdenFactor() : 1;
    double[] fixed =
        Arrays.stream(arms)
            .mapToDouble(
                arm -> {
                  Economics.ActionCost cost = valuation.cost(all.get(arm).action());
                  return cost.cost() + factor * cost.burden();
                })
            .toArray();
    FeatureVector features = FeatureExtractor.extract(context.account().view(at));
    return Optional.of(
        new Case(
            ContactDesign.inputs(features),
            ContactDesign.modifiers(features),
            arms,
            fixed,
            valuation.valueShare() * balance));
  }

  /// Returns the index of the best treatment of [Treatment#values()]; of equals the first.
  int best(Case open) {
    double[] expected = model.expected(open.inputs(), open.modifiers());
    int best = open.arms()[0];
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < open.arms().length; i++) {
      double value = expected[open.arms()[i]] * open.worthMinor() - open.fixedMinor()[i];
      if (value > most) {
        best = open.arms()[i];
        most = value;
      }
    }
    return best;
  }
}
