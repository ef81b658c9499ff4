package io.quittance.console.decision;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.DecisionMade.ActionValue;
import io.quittance.core.event.DecisionMade.Attribution;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.event.DecisionMade.ExplanationMethod;
import io.quittance.core.event.DecisionMade.ModelAnswer;
import io.quittance.core.event.DecisionMade.Proposal;
import io.quittance.core.event.DecisionMade.Recommendation;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decisions for tests, of which a test changes what it is about.
record Decisions(
    String currency,
    boolean degraded,
    double propensity,
    @Nullable Basis basis,
    Recommendation chosen,
    List<Blocked> blocked,
    List<Proposal> proposals) {

  static final Instant AT = Instant.parse("2026-03-02T15:41:00Z");
  static final Instant END = Instant.parse("2026-03-03T01:00:00Z");

  /// A letter in Chicago that gains most.
  static Decisions ranked() {
    return new Decisions(
        "USD",
        false,
        0.95,
        Basis.RANKED,
        new Recommendation(Action.LETTER, Offer.REMINDER, AT, END),
        List.of(),
        List.of());
  }

  Decisions in(String other) {
    return new Decisions(other, degraded, propensity, basis, chosen, blocked, proposals);
  }

  Decisions because(@Nullable Basis other) {
    return new Decisions(currency, degraded, propensity, other, chosen, blocked, proposals);
  }

  Decisions drawnWith(double other) {
    return new Decisions(currency, degraded, other, basis, chosen, blocked, proposals);
  }

  Decisions byRules() {
    return new Decisions(currency, true, 1, Basis.LADDER, chosen, blocked, proposals);
  }

  Decisions choosing(Recommendation other) {
    return new Decisions(currency, degraded, propensity, basis, other, blocked, proposals);
  }

  Decisions forbidding(Blocked... others) {
    return new Decisions(currency, degraded, propensity, basis, chosen, List.of(others), proposals);
  }

  Decisions proposing(Proposal... others) {
    return new Decisions(currency, degraded, propensity, basis, chosen, blocked, List.of(others));
  }

  DecisionMade made() {
    ModelAnswer answer =
        new ModelAnswer(
            new DecisionMade.ModelUsed("payment-30d", 3, "9f3a"),
            0.41,
            DecisionMade.RiskBand.HIGH,
            -0.36,
            new Attribution(
                ExplanationMethod.TREES,
                -0.73,
                List.of(
                    new DecisionMade.Reason("kept", 0.62, "kept promises"),
                    new DecisionMade.Reason("dpd", -0.41, "days past due"))));
    return new DecisionMade(
        UUID.fromString("5c0e0000-0000-0000-0000-000000000001"),
        new DecisionMade.Subject("default", "A-1042", "D-77", 5L),
        new DecisionMade.Trigger("urn:test", "upd-88", "account.updated"),
        AT,
        null,
        new DecisionMade.FeatureSnapshot(new TreeMap<>(), new TreeMap<>()),
        new DecisionMade.Debt(148_250, currency),
        degraded ? null : answer,
        List.of(
            new ActionValue(
                Action.NO_CONTACT,
                true,
                degraded ? null : 0.38,
                degraded ? null : 56_335.0,
                Offer.NONE,
                0.02,
                null),
            new ActionValue(
                Action.LETTER,
                true,
                degraded ? null : 0.41,
                degraded ? null : 60_640.0,
                Offer.REMINDER,
                propensity,
                null,
                AT,
                END,
                null),
            new ActionValue(
                Action.CALL,
                false,
                degraded ? null : 0.44,
                degraded ? null : 61_000.0,
                Offer.REMINDER,
                0.0,
                "2026-03-05T08:00-06:00[America/Chicago]")),
        chosen,
        new DecisionMade.Selection(
            propensity, basis == Basis.EXPLORED, basis, basis == Basis.HELD_OUT),
        new DecisionMade.RulesApplied(
            new DecisionMade.PolicyUsed("us-reg-f", "2025.1", "77b2", List.of()),
            "2026a",
            blocked,
            proposals));
  }
}
