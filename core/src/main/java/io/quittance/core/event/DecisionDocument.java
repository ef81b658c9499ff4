package io.quittance.core.event;

import io.quittance.core.event.DecisionMade.ActionValue;
import io.quittance.core.event.DecisionMade.Attribution;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.event.DecisionMade.Debt;
import io.quittance.core.event.DecisionMade.ExplanationMethod;
import io.quittance.core.event.DecisionMade.FeatureSnapshot;
import io.quittance.core.event.DecisionMade.ModelAnswer;
import io.quittance.core.event.DecisionMade.ModelUsed;
import io.quittance.core.event.DecisionMade.PolicyUsed;
import io.quittance.core.event.DecisionMade.Proposal;
import io.quittance.core.event.DecisionMade.Reason;
import io.quittance.core.event.DecisionMade.Recommendation;
import io.quittance.core.event.DecisionMade.RiskBand;
import io.quittance.core.event.DecisionMade.RulesApplied;
import io.quittance.core.event.DecisionMade.Selection;
import io.quittance.core.event.DecisionMade.Subject;
import io.quittance.core.event.DecisionMade.Trigger;
import io.quittance.core.event.DecisionMade.Week;
import io.quittance.core.validation.Check;
import io.quittance.core.validation.InvalidEventException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The JSON form of a [DecisionMade]: one flat object with a key for each component, as published
/// since 0.1.0 and described by the schema `io.quittance.decision.made.v1`. Checks nothing by
/// itself; [#decision()] does.
record DecisionDocument(
    UUID decisionId,
    String tenant,
    String accountId,
    @Nullable String debtorId,
    Trigger trigger,
    Instant decidedAt,
    @Nullable ModelUsed model,
    PolicyUsed policy,
    FeatureSnapshot features,
    long balanceMinor,
    @Nullable String currency,
    List<ActionValue> actions,
    @Nullable Double probability,
    @Nullable RiskBand riskBand,
    Recommendation recommended,
    List<Blocked> blocked,
    @Nullable List<Reason> reasons,
    @Nullable Double baseValue,
    @Nullable Double margin,
    @Nullable ExplanationMethod explanationMethod,
    double propensity,
    boolean explored,
    boolean degraded,
    @Nullable String correlationId,
    String tzdata,
    @Nullable Basis basis,
    @Nullable Boolean heldOut,
    @Nullable List<Proposal> proposals,
    @Nullable Long accountVersion,
    @Nullable Week week) {

  static DecisionDocument of(DecisionMade decision) {
    ModelAnswer answer = decision.answer();
    Attribution attribution = answer == null ? null : answer.attribution();
    return new DecisionDocument(
        decision.decisionId(),
        decision.subject().tenant(),
        decision.subject().accountId(),
        decision.subject().debtorId(),
        decision.trigger(),
        decision.decidedAt(),
        answer == null ? null : answer.model(),
        decision.rules().policy(),
        decision.features(),
        decision.debt().balanceMinor(),
        decision.debt().currency(),
        decision.actions(),
        answer == null ? null : answer.probability(),
        answer == null ? null : answer.riskBand(),
        decision.recommended(),
        decision.rules().blocked(),
        attribution == null ? null : attribution.reasons(),
        attribution == null ? null : attribution.baseValue(),
        answer == null ? null : answer.margin(),
        attribution == null ? null : attribution.method(),
        decision.selection().propensity(),
        decision.selection().explored(),
        decision.degraded(),
        decision.correlationId(),
        decision.rules().tzdata(),
        decision.selection().basis(),
        decision.selection().heldOut(),
        decision.rules().proposals(),
        decision.subject().accountVersion(),
        answer == null ? null : answer.week());
  }

  /// Returns the decision that this document describes.
  ///
  /// @throws InvalidEventException with code `missing-field`, `invalid-field` or `out-of-range`;
  ///   with `invalid-field` for `degraded` when the document holds a part of a model's answer, or
  ///   says that it holds another than it does
  DecisionMade decision() {
    return new DecisionMade(
        Check.required("decisionId", decisionId),
        new Subject(tenant, accountId, debtorId, accountVersion),
        trigger,
        decidedAt,
        correlationId,
        features,
        new Debt(balanceMinor, currency),
        answer(),
        actions,
        recommended,
        new Selection(propensity, explored, basis, heldOut),
        new RulesApplied(policy, tzdata, blocked, proposals == null ? List.of() : proposals));
  }

  private @Nullable ModelAnswer answer() {
    if (degraded) {
      if (model != null
          || probability != null
          || riskBand != null
          || margin != null
          || reasons != null
          || baseValue != null
          || explanationMethod != null
          || week != null) {
        throw new InvalidEventException(
            "invalid-field",
            "degraded",
            "a degraded decision must have no model, probability, riskBand, margin, reasons,"
                + " baseValue, explanationMethod and week");
      }
      return null;
    }
    if (model == null || probability == null || riskBand == null || margin == null) {
      throw new InvalidEventException(
          "invalid-field",
          "degraded",
          "a decision that is not degraded must have model, probability, riskBand and margin");
    }
    return new ModelAnswer(model, probability, riskBand, margin, attribution(), week);
  }

  private @Nullable Attribution attribution() {
    if (reasons == null && baseValue == null && explanationMethod == null) {
      return null;
    }
    if (reasons == null || baseValue == null || explanationMethod == null) {
      throw new InvalidEventException(
          "invalid-field",
          "reasons",
          "reasons, baseValue and explanationMethod must be given together or not at all");
    }
    return new Attribution(explanationMethod, baseValue, reasons);
  }
}
