package io.quittance.e2e.value;

import io.quittance.core.account.AccountView;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.ContactPolicy;
import io.quittance.core.contact.Policy;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.contact.PolicyVerdict;
import io.quittance.core.effect.ContactDesign;
import io.quittance.core.effect.EffectModel;
import io.quittance.core.event.DecisionMade.Recommendation;
import io.quittance.core.feature.FeatureExtractor;
import io.quittance.core.feature.FeatureVector;
import io.quittance.core.treatment.Choice;
import io.quittance.core.treatment.ChoiceInput;
import io.quittance.core.treatment.NextBestAction;
import io.quittance.core.treatment.Treatment;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.simulator.trial.TrialCosts;
import io.quittance.simulator.trial.TrialPolicy;
import io.quittance.simulator.truth.AccountTruth;
import io.quittance.simulator.truth.GroundTruth;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Creates the policies of a trial.
///
/// @param book packs in force
/// @param measured the same packs with the figures that the pilot measured
/// @param propensities models of the payment in thirty days
/// @param effects what the weeks of the pilot showed of each treatment
record Contenders(
    PolicyCatalogue book,
    PolicyCatalogue measured,
    PropensityModels propensities,
    EffectModel effects,
    TrialCosts costs) {

  private static final List<Action> CALL_FIRST =
      List.of(Action.CALL, Action.SMS, Action.EMAIL, Action.LETTER);
  private static final List<Action> SMS_FIRST =
      List.of(Action.SMS, Action.EMAIL, Action.CALL, Action.LETTER);
  private static final List<Action> EMAIL_FIRST =
      List.of(Action.EMAIL, Action.SMS, Action.LETTER, Action.CALL);

  TrialPolicy policy(Contender contender, GroundTruth truth) {
    return switch (contender) {
      case NOTHING -> (_, _, _) -> Recommendations.none();
      case RANDOM ->
          (_, at, id) -> Recommendations.unchecked(any(List.of(Action.values()), id), at);
      case RANDOM_LAWFUL -> this::randomLawful;
      case PROPENSITY ->
          (context, at, _) -> Recommendations.unchecked(preferred(context, at).getFirst(), at);
      case PROPENSITY_LAWFUL ->
          (context, at, _) ->
              Recommendations.firstPermitted(preferred(context, at), verdict(context, at));
      case LADDER ->
          (context, at, id) ->
              NextBestAction.coldStart(situation(book, context, at, id)).recommendation();
      case QUITTANCE -> (context, at, id) -> chosen(book, context, at, id).recommendation();
      case QUITTANCE_MEASURED ->
          (context, at, id) -> chosen(measured, context, at, id).recommendation();
      case LEARNED -> this::byEffects;
      case ORACLE -> (context, at, _) -> best(truth, context, at);
    };
  }

  private PolicyVerdict verdict(DebtorContext context, Instant at) {
    return ContactPolicy.evaluate(book.at(context, at), context, at);
  }

  private static Action any(List<Action> actions, UUID decisionId) {
    return actions.get(DecisionDraws.below(actions.size(), decisionId));
  }

  private Recommendation randomLawful(DebtorContext context, Instant at, UUID decisionId) {
    PolicyVerdict verdict = verdict(context, at);
    Action action = any(List.copyOf(verdict.permitted().keySet()), decisionId);
    return Recommendations.recommend(action, Offer.REMINDER, verdict);
  }

  private List<Action> preferred(DebtorContext context, Instant at) {
    AccountView view = context.account().view(at);
    Long balance = view.balanceMinor();
    if (balance == null || balance == 0) {
      return List.of(Action.NO_CONTACT);
    }
    FeatureVector features = FeatureExtractor.extract(view);
    double expected = propensities.propensity(features) * features.get(ValueStudy.BALANCE);
    if (expected >= propensities.upper()) {
      return CALL_FIRST;
    }
    return expected >= propensities.lower() ? SMS_FIRST : EMAIL_FIRST;
  }

  private static ChoiceInput situation(
      PolicyCatalogue book, DebtorContext context, Instant at, UUID decisionId) {
    Policy policy = book.at(context, at);
    Long balance = context.account().view(at).balanceMinor();
    return new ChoiceInput(
        policy,
        context,
        ContactPolicy.evaluate(policy, context, at),
        at,
        balance == null ? 0 : balance,
        decisionId);
  }

  private Choice chosen(PolicyCatalogue packs, DebtorContext context, Instant at, UUID decisionId) {
    FeatureVector features = FeatureExtractor.extract(context.account().view(at));
    return NextBestAction.choose(
        situation(packs, context, at, decisionId), propensities.probabilities(features));
  }

  /// What the service does with a bundle that carries effects.
  private Recommendation byEffects(DebtorContext context, Instant at, UUID decisionId) {
    FeatureVector features = FeatureExtractor.extract(context.account().view(at));
    return NextBestAction.choose(
            situation(book, context, at, decisionId),
            propensities.probabilities(features),
            ContactDesign.weekAhead(
                effects.probabilities(
                    ContactDesign.inputs(features), ContactDesign.modifiers(features)),
                effects.shares()))
        .recommendation();
  }

  private Recommendation best(GroundTruth truth, DebtorContext context, Instant at) {
    Optional<AccountTruth> known = truth.of(context.account().accountId());
    if (known.isEmpty()) {
      return Recommendations.none();
    }
    Policy policy = book.at(context, at);
    PolicyVerdict verdict = ContactPolicy.evaluate(policy, context, at);
    Set<Offer> possible = OfferBounds.possible(policy, verdict, context, at);
    Treatment best = Treatment.NONE;
    double most = netValue(known.get(), best);
    for (Treatment treatment : Treatment.values()) {
      boolean offered = possible.contains(treatment.offer());
      double value = netValue(known.get(), treatment);
      if (offered && verdict.permits(treatment.action()) && value > most) {
        best = treatment;
        most = value;
      }
    }
    return best.action() == Action.NO_CONTACT
        ? Recommendations.none()
        : Recommendations.recommend(best.action(), best.offer(), verdict);
  }

  private double netValue(AccountTruth account, Treatment treatment) {
    double cost = costs.contactMinor().getOrDefault(treatment.action(), 0.0);
    return costs.valueShare() * account.collectedMinor(treatment)
        - cost
        - account.harm(treatment).welfareMinor();
  }
}
