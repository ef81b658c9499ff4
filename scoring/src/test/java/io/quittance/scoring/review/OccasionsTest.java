package io.quittance.scoring.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.explain.ReasonTexts;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.core.vocabulary.ReviewVerdict;
import io.quittance.scoring.Events;
import io.quittance.scoring.decision.DecideTreatment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class OccasionsTest {

  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");

  private final DecideTreatment decide =
      new DecideTreatment(
          PolicyCatalogue.of(List.of(PolicyPack.builtIn("us-reg-f"))),
          ReasonTexts.of(Locale.ENGLISH));
  private AccountState state = AccountState.empty("default", "a-1");

  private Envelope apply(String id, Instant time, AccountEvent event) {
    Envelope envelope = Events.envelope("default", id, time, event);
    state = state.apply(envelope, event).state();
    return envelope;
  }

  private List<NewCase> cases(DecisionMade decision) {
    return Occasions.of(decision, DebtorContext.of(state));
  }

  private DecisionMade decision(Envelope trigger) {
    return decide.decide(trigger, DebtorContext.of(state), null);
  }

  @Test
  void mostDecisionsOpenNothing() {
    DecisionMade decision = decision(apply("1", TIME, Events.placed("a-1", "p-1", TIME)));

    assertNotEquals(Basis.ROUTED, decision.selection().basis());
    assertEquals(List.of(), cases(decision));
  }

  @Test
  void aRouteOpensACaseForEachReport() {
    apply("1", TIME, Events.placed("a-1", "p-1", TIME));
    Instant hardship = TIME.plusSeconds(60);
    Instant vulnerable = TIME.plusSeconds(120);
    apply("2", hardship, new AccountEvent.HardshipReported("a-1"));
    DecisionMade decision =
        decision(apply("3", vulnerable, new AccountEvent.VulnerabilityReported("a-1")));

    List<NewCase> cases = cases(decision);

    assertEquals(Basis.ROUTED, decision.selection().basis());
    assertEquals(
        List.of(
            opened(decision, ReviewKind.HARDSHIP, "hardship-reported", hardship),
            opened(decision, ReviewKind.VULNERABILITY, "vulnerability-reported", vulnerable)),
        cases);
    assertEquals(cases, cases(decision));
  }

  @Test
  void aHoldWithoutAReportOpensNothing() {
    apply("1", TIME, Events.placed("a-1", "p-1", TIME));
    DecisionMade decision =
        decision(
            apply(
                "2",
                TIME.plusSeconds(60),
                new AccountEvent.ReviewConcluded(
                    "a-1", "r-1", ReviewKind.OVERRIDE, ReviewVerdict.HOLD, "in-hospital")));

    assertEquals(Basis.ROUTED, decision.selection().basis());
    assertEquals(List.of(), cases(decision));
  }

  @Test
  void aLateTriggerIsReadAsOfTheNewestFact() {
    apply("1", TIME, Events.placed("a-1", "p-1", TIME));
    Instant hardship = TIME.plus(Duration.ofDays(1));
    apply("2", hardship, new AccountEvent.HardshipReported("a-1"));
    DecisionMade decision =
        decision(apply("3", TIME.plusSeconds(60), new AccountEvent.ReviewDue("a-1")));

    assertEquals(Basis.ROUTED, decision.selection().basis());
    assertEquals(
        List.of(opened(decision, ReviewKind.HARDSHIP, "hardship-reported", hardship)),
        cases(decision));
  }

  @Test
  void whatIsProposedAndNotBarredIsOpenedForThePlacement() {
    DecisionMade made = decision(apply("1", TIME, Events.placed("a-1", "p-1", TIME)));
    DecisionMade decision = proposing(made);
    apply("2", TIME.plusSeconds(60), new AccountEvent.ReviewDue("a-1"));

    assertEquals(
        List.of(
            new NewCase(
                "default",
                NewCase.id("default", decision.decisionId(), ReviewKind.DEBT_SALE),
                "a-1",
                "p-1",
                ReviewKind.DEBT_SALE,
                "proposed",
                decision.decisionId(),
                null,
                TIME,
                TIME,
                "HC22",
                "eu-gdpr",
                "GDPR Art. 22",
                null)),
        cases(decision));
  }

  private static NewCase opened(
      DecisionMade decision, ReviewKind kind, String reason, Instant reported) {
    return new NewCase(
        "default",
        NewCase.id("default", decision.decisionId(), kind),
        "a-1",
        "p-1",
        kind,
        reason,
        decision.decisionId(),
        null,
        decision.decidedAt(),
        reported,
        null,
        null,
        null,
        null);
  }

  private static DecisionMade proposing(DecisionMade decision) {
    try {
      ObjectNode tree = (ObjectNode) EventCodec.mapper().readTree(EventCodec.write(decision));
      ArrayNode proposals = tree.putArray("proposals");
      propose(proposals, "legal-referral", true);
      propose(proposals, "debt-sale", false);
      return EventCodec.read(EventCodec.mapper().writeValueAsBytes(tree), DecisionMade.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void propose(ArrayNode proposals, String kind, boolean barred) {
    proposals
        .addObject()
        .put("kind", kind)
        .put("barred", barred)
        .put("ruleId", "HC22")
        .put("citation", "GDPR Art. 22")
        .put("text", "A person decides.")
        .put("pack", "eu-gdpr");
  }
}
