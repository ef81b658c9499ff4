package io.quittance.local.traffic;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.simulator.record.SimulatedRecord;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/// Decisions for tests.
public final class Decisions {

  private Decisions() {}

  public static SimulatedRecord review(String account, String at) {
    return SimulatedRecord.of(
        "test", account + "/" + at, Instant.parse(at), new AccountEvent.ReviewDue(account));
  }

  public static DecisionMade of(SimulatedRecord event) {
    Instant at = event.envelope().time();
    return new DecisionMade(
        event.envelope().identity().decisionId(),
        new DecisionMade.Subject("default", event.accountId(), "D1"),
        new DecisionMade.Trigger("test", "1", event.envelope().type()),
        at,
        null,
        new DecisionMade.FeatureSnapshot(new TreeMap<>(), new TreeMap<>()),
        new DecisionMade.Debt(123_456, "USD"),
        new DecisionMade.ModelAnswer(
            new DecisionMade.ModelUsed("payment-30d", 2, "0123456789abcdef0123"),
            0.42,
            DecisionMade.RiskBand.HIGH,
            -0.3,
            new DecisionMade.Attribution(
                DecisionMade.ExplanationMethod.TREES,
                -0.7,
                List.of(
                    new DecisionMade.Reason(
                        "paid_30d", 0.41, "Payments arrived in the last month.")))),
        List.of(
            new DecisionMade.ActionValue(Action.NO_CONTACT, true, 0.31, 3_800.0, null, null, null),
            new DecisionMade.ActionValue(Action.SMS, true, 0.42, 5_100.0, null, null, null),
            new DecisionMade.ActionValue(
                Action.CALL,
                false,
                0.45,
                5_300.0,
                Offer.PAYMENT_PLAN,
                0.0,
                "2026-01-08T08:00-05:00[America/New_York]")),
        new DecisionMade.Recommendation(
            Action.SMS,
            Offer.PAYMENT_PLAN,
            at.plusSeconds(28_800),
            at.plusSeconds(75_600),
            123_456L,
            12),
        new DecisionMade.Selection(0.96, false, DecisionMade.Basis.RANKED, false),
        new DecisionMade.RulesApplied(
            new DecisionMade.PolicyUsed("us-reg-f", "1.0.0", "ab", List.of()),
            "2026a",
            List.of(
                new DecisionMade.Blocked(
                    Action.CALL,
                    "HC04",
                    "12 CFR 1006.14(b)(2)(i)(B)",
                    at.plusSeconds(259_200),
                    "There was a telephone conversation less than seven days ago.")),
            List.of()));
  }

  public static DecisionMade withBalance(DecisionMade d, long balance) {
    return new DecisionMade(
        d.decisionId(),
        d.subject(),
        d.trigger(),
        d.decidedAt(),
        d.correlationId(),
        d.features(),
        new DecisionMade.Debt(balance, d.debt().currency()),
        d.answer(),
        d.actions(),
        d.recommended(),
        new DecisionMade.Selection(
            d.selection().propensity(), d.selection().explored(), null, null),
        d.rules());
  }
}
