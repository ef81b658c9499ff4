package io.quittance.scoring.decision;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.AccountView;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.ContactPolicy;
import io.quittance.core.contact.Policy;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.contact.PolicyVerdict;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.explain.Explanation;
import io.quittance.core.explain.ReasonCodes;
import io.quittance.core.explain.ReasonTexts;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.feature.FeatureExtractor;
import io.quittance.core.feature.FeatureVector;
import io.quittance.core.feature.RowQualityCheck;
import io.quittance.core.treatment.Choice;
import io.quittance.core.treatment.ChoiceInput;
import io.quittance.core.treatment.NextBestAction;
import io.quittance.core.vocabulary.Action;
import io.quittance.scoring.inference.ScoringModel;
import java.time.Instant;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The use case: the lawful next best action for one account, explained. A pure function of what is
/// known, the model and the policy pack: the same inputs give the same bytes. Safe for several
/// threads.
public final class DecideTreatment {

  /// Reasons given with a decision.
  static final int REASONS = 4;

  private final PolicyCatalogue book;
  private final ReasonTexts texts;
  private final Consumer<RowQualityCheck.Verdict> observer;
  private final String tzdata;

  public DecideTreatment(PolicyCatalogue book, ReasonTexts texts) {
    this(book, texts, _ -> {});
  }

  /// @param observer told the verdict on the features before each decision that a model could make
  public DecideTreatment(
      PolicyCatalogue book, ReasonTexts texts, Consumer<RowQualityCheck.Verdict> observer) {
    this.book = book;
    this.texts = texts;
    this.observer = observer;
    this.tzdata = ZoneRulesProvider.getVersions("UTC").lastKey();
  }

  /// Decides as of the trigger's time. Features are read as of that time; the rules and the offers
  /// see every fact known, also one that happened after it, so that a late event never permits what
  /// is already forbidden, nor asks for what is already paid.
  ///
  /// @param context the account with the trigger applied, and the debtor's other accounts
  /// @param model null decides by rules alone; so do features that are nothing like those the model
  ///   was trained on, and a graph whose answer to them is no probability
  public DecisionMade decide(
      Envelope trigger, DebtorContext context, @Nullable ScoringModel model) {
    AccountView view = context.account().view(trigger.time());
    FeatureVector features = FeatureExtractor.extract(view);
    Subject subject = new Subject(trigger, view, features, situation(trigger, context));
    if (model == null || rejects(model, features)) {
      return byRules(subject);
    }
    ScoringModel.Predictions predictions = model.predict(features);
    return predictions.areSound() ? byModel(subject, model, predictions) : byRules(subject);
  }

  private ChoiceInput situation(Envelope trigger, DebtorContext context) {
    Instant at = latest(trigger.time(), context.account().newestFact());
    Policy policy = book.at(context, at);
    PolicyVerdict verdict = ContactPolicy.evaluate(policy, context, at);
    return new ChoiceInput(
        policy,
        context,
        verdict,
        at,
        balance(context.account().view(at)),
        trigger.identity().decisionId());
  }

  private static long balance(AccountView view) {
    Long balance = view.balanceMinor();
    return balance == null ? 0 : balance;
  }

  private boolean rejects(ScoringModel model, FeatureVector features) {
    RowQualityCheck.Verdict verdict = model.quality(features);
    observer.accept(verdict);
    return verdict == RowQualityCheck.Verdict.REJECT;
  }

  /// The decision as it is kept and published.
  public static StoredDecision stored(DecisionMade decision) {
    return new StoredDecision(
        decision.decisionId(),
        decision.tenant(),
        decision.accountId(),
        decision.decidedAt(),
        EventCodec.write(decision),
        decision.model() == null ? null : decision.model().version(),
        decision.correlationId());
  }

  private DecisionMade byRules(Subject subject) {
    return decision(subject, NextBestAction.coldStart(subject.situation()), null);
  }

  private DecisionMade byModel(
      Subject subject, ScoringModel model, ScoringModel.Predictions predictions) {
    Choice choice = NextBestAction.choose(subject.situation(), predictions.probabilities());
    Optional<Explanation> explanation = model.explain(subject.features(), choice.action());
    return decision(subject, choice, new Scored(model, predictions, explanation));
  }

  private DecisionMade decision(Subject subject, Choice choice, @Nullable Scored scored) {
    Envelope trigger = subject.trigger();
    ChoiceInput situation = subject.situation();
    AccountState account = situation.context().account();
    return new DecisionMade(
        situation.decisionId(),
        trigger.identity().tenant(),
        account.accountId(),
        account.debtorId(),
        new DecisionMade.Trigger(
            trigger.identity().source(), trigger.identity().id(), trigger.type()),
        trigger.time(),
        scored == null ? null : scored.model().used(),
        situation.policy().used(),
        subject.features().snapshot(),
        balance(subject.view()),
        subject.view().currency(),
        choice.actions(),
        scored == null ? null : scored.predictions().probability(choice.action()),
        scored == null ? null : scored.riskBand(),
        choice.recommendation(),
        situation.verdict().blocked(),
        scored == null ? null : scored.reasons(texts),
        scored == null ? null : scored.baseValue(),
        scored == null ? null : scored.predictions().margin(choice.action()),
        scored == null ? null : scored.explanationMethod(),
        choice.propensity(),
        choice.explored(),
        scored == null,
        trigger.correlationId(),
        tzdata,
        choice.basis(),
        situation.policy().isNone() ? null : choice.heldOut(),
        choice.proposals());
  }

  private static Instant latest(Instant at, @Nullable Instant newest) {
    return newest != null && newest.isAfter(at) ? newest : at;
  }

  private record Subject(
      Envelope trigger, AccountView view, FeatureVector features, ChoiceInput situation) {}

  private record Scored(
      ScoringModel model, ScoringModel.Predictions predictions, Optional<Explanation> explanation) {

    DecisionMade.RiskBand riskBand() {
      return DecisionMade.RiskBand.ofPaymentProbability(predictions.probability(Action.NO_CONTACT));
    }

    @Nullable Double baseValue() {
      return explanation.isPresent() ? explanation.get().baseValue() : null;
    }

    DecisionMade.@Nullable ExplanationMethod explanationMethod() {
      return explanation.isPresent() ? model.explanationMethod().orElse(null) : null;
    }

    /// The strongest concepts, each under the feature that speaks loudest for it.
    @Nullable List<DecisionMade.Reason> reasons(ReasonTexts texts) {
      if (explanation.isEmpty()) {
        return null;
      }
      return ReasonCodes.top(
              model.featureNames(),
              explanation.get().contributions(),
              FeatureCatalogue.standard().concepts(),
              REASONS,
              texts::text)
          .stream()
          .map(r -> new DecisionMade.Reason(r.feature(), r.contribution(), r.text()))
          .toList();
    }
  }
}
