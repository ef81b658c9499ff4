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
import io.quittance.core.treatment.Treatment;
import io.quittance.core.vocabulary.Action;
import io.quittance.scoring.inference.ScoringModel;
import io.quittance.scoring.inference.ServedEffects;
import io.quittance.scoring.review.NewCase;
import io.quittance.scoring.review.Occasions;
import java.time.Instant;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Decides the lawful next best action for an account and explains it. A pure function of the
/// account states, the model and the policy packs: equal inputs give equal bytes. Thread-safe.
public final class DecideTreatment {

  private static final Logger LOG = Logger.getLogger(DecideTreatment.class);

  /// Reasons given with a decision.
  static final int REASONS = 4;

  private final PolicyCatalogue book;
  private final ReasonTexts texts;
  private final Consumer<RowQualityCheck.Verdict> observer;
  private final Consumer<FailedStage> failures;
  private final String tzdata;

  /// What could not decide.
  public enum FailedStage {
    /// The model; the rules decided alone.
    MODEL,
    /// The rules; the decision is no contact.
    RULES,
    /// The review cases that the decision would open; none is opened.
    CASES
  }

  public DecideTreatment(PolicyCatalogue book, ReasonTexts texts) {
    this(book, texts, _ -> {}, _ -> {});
  }

  /// @param observer told the verdict on the features before each decision that a model could make
  /// @param failures told each failure to decide
  public DecideTreatment(
      PolicyCatalogue book,
      ReasonTexts texts,
      Consumer<RowQualityCheck.Verdict> observer,
      Consumer<FailedStage> failures) {
    this.book = book;
    this.texts = texts;
    this.observer = observer;
    this.failures = failures;
    this.tzdata = ZoneRulesProvider.getVersions("UTC").lastKey();
  }

  /// Decides as of the trigger's time. Features are read as of that time; the rules and the offers
  /// see every fact known, also one that happened after it, so that a late event never permits what
  /// is already forbidden, nor asks for what is already paid.
  ///
  /// Always decides: where the model fails, by rules alone; where the rules fail too, no contact. A
  /// failure must not cost the account the fact that it was told.
  ///
  /// @param context the account with the trigger applied, and the debtor's other accounts
  /// @param model null decides by rules alone; so do features that are nothing like those the model
  ///   was trained on, and a graph whose answer to them is no probability
  public DecisionMade decide(
      Envelope trigger, DebtorContext context, @Nullable ScoringModel model) {
    if (model != null) {
      try {
        return judge(trigger, context, model);
      } catch (RuntimeException e) {
        failed(FailedStage.MODEL, trigger, e);
      }
    }
    try {
      return judge(trigger, context, null);
    } catch (RuntimeException e) {
      failed(FailedStage.RULES, trigger, e);
      return LastResort.decide(trigger, context, tzdata);
    }
  }

  /// Returns the review cases that a decision opens; none when they cannot be told. That must not
  /// cost the account its decision.
  List<NewCase> cases(Envelope trigger, DecisionMade decision, DebtorContext context) {
    try {
      return Occasions.of(decision, context);
    } catch (RuntimeException e) {
      failed(FailedStage.CASES, trigger, e);
      return List.of();
    }
  }

  private void failed(FailedStage stage, Envelope trigger, RuntimeException cause) {
    LOG.errorf(
        cause,
        "Event %s: failed to decide (%s)",
        trigger.identity(),
        stage.name().toLowerCase(Locale.ROOT));
    failures.accept(stage);
  }

  private DecisionMade judge(
      Envelope trigger, DebtorContext context, @Nullable ScoringModel model) {
    AccountView view = context.account().view(trigger.time());
    FeatureVector features = FeatureExtractor.extract(view);
    Inputs inputs = new Inputs(trigger, view, features, choiceInput(trigger, context));
    if (model == null || rejects(model, features)) {
      return byRules(inputs);
    }
    ScoringModel.Predictions predictions = model.predict(features);
    return predictions.areSound() ? byModel(inputs, model, predictions) : byRules(inputs);
  }

  private ChoiceInput choiceInput(Envelope trigger, DebtorContext context) {
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

  /// Returns the decision as it is stored and published.
  public static StoredDecision stored(DecisionMade decision) {
    return new StoredDecision(
        decision.decisionId(),
        decision.tenant(),
        decision.accountId(),
        decision.decidedAt(),
        EventCodec.write(decision),
        decision.answer() == null ? null : decision.answer().model().version(),
        decision.correlationId(),
        decision.subject().accountVersion(),
        decision.decidedAt());
  }

  private DecisionMade byRules(Inputs inputs) {
    return decision(inputs, NextBestAction.coldStart(inputs.choice()), null);
  }

  private DecisionMade byModel(
      Inputs inputs, ScoringModel model, ScoringModel.Predictions predictions) {
    FeatureVector features = inputs.features();
    ServedEffects.Outlook outlook =
        model.effects().map(effects -> effects.outlook(features)).orElse(null);
    Choice choice =
        NextBestAction.choose(
            inputs.choice(), predictions.probabilities(), outlook == null ? null : outlook.week());
    return decision(inputs, choice, answer(features, choice, model, predictions, outlook));
  }

  private DecisionMade.ModelAnswer answer(
      FeatureVector features,
      Choice choice,
      ScoringModel model,
      ScoringModel.Predictions predictions,
      ServedEffects.@Nullable Outlook outlook) {
    Action action = choice.action();
    return new DecisionMade.ModelAnswer(
        model.used(),
        predictions.probability(action),
        DecisionMade.RiskBand.ofPaymentProbability(predictions.probability(Action.NO_CONTACT)),
        predictions.margin(action),
        attribution(features, action, model),
        outlook == null ? null : outlook.recorded(Treatment.of(choice.recommendation())));
  }

  private DecisionMade.@Nullable Attribution attribution(
      FeatureVector features, Action action, ScoringModel model) {
    Optional<Explanation> explanation = model.explain(features, action);
    Optional<DecisionMade.ExplanationMethod> method = model.explanationMethod();
    if (explanation.isEmpty() || method.isEmpty()) {
      return null;
    }
    return new DecisionMade.Attribution(
        method.get(), explanation.get().baseValue(), reasons(model, explanation.get()));
  }

  /// Returns the concepts with the largest contributions, each under the feature that contributes
  /// most to it.
  private List<DecisionMade.Reason> reasons(ScoringModel model, Explanation explanation) {
    return ReasonCodes.top(
            model.featureNames(),
            explanation.contributions(),
            FeatureCatalogue.standard().concepts(),
            REASONS,
            texts::text)
        .stream()
        .map(r -> new DecisionMade.Reason(r.feature(), r.contribution(), r.text()))
        .toList();
  }

  private DecisionMade decision(
      Inputs inputs, Choice choice, DecisionMade.@Nullable ModelAnswer answer) {
    Envelope trigger = inputs.trigger();
    ChoiceInput choiceInput = inputs.choice();
    AccountState account = choiceInput.context().account();
    return new DecisionMade(
        choiceInput.decisionId(),
        new DecisionMade.Subject(
            trigger.identity().tenant(), account.accountId(), account.debtorId()),
        new DecisionMade.Trigger(
            trigger.identity().source(), trigger.identity().id(), trigger.type()),
        trigger.time(),
        trigger.correlationId(),
        inputs.features().snapshot(),
        new DecisionMade.Debt(balance(inputs.view()), inputs.view().currency()),
        answer,
        choice.actions(),
        choice.recommendation(),
        new DecisionMade.Selection(
            choice.propensity(),
            choice.explored(),
            choice.basis(),
            choiceInput.policy().isNone() ? null : choice.heldOut()),
        new DecisionMade.RulesApplied(
            choiceInput.policy().used(),
            tzdata,
            choiceInput.verdict().blocked(),
            choice.proposals()));
  }

  private static Instant latest(Instant at, @Nullable Instant newest) {
    return newest != null && newest.isAfter(at) ? newest : at;
  }

  private record Inputs(
      Envelope trigger, AccountView view, FeatureVector features, ChoiceInput choice) {}
}
