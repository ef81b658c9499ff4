package io.quittance.core.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.DecisionMade.ActionValue;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EffectWordsTest {

  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");

  private static ActionValue value(Action action, Offer offer, double pays, double netMinor) {
    return new ActionValue(action, true, 0.3, netMinor, offer, 0.5, null, TIME, TIME, pays);
  }

  private static DecisionMade decision(
      ActionValue recommended,
      ActionValue other,
      Basis basis,
      DecisionMade.@Nullable Week week,
      String currency) {
    return new DecisionMade(
        new UUID(1, 1),
        new DecisionMade.Subject("default", "acc-1", "deb-1"),
        new DecisionMade.Trigger("/core-banking", "evt-1", "io.quittance.account.updated.v1"),
        TIME,
        null,
        new DecisionMade.FeatureSnapshot(new TreeMap<>(), new TreeMap<>()),
        new DecisionMade.Debt(148_250, currency),
        new DecisionMade.ModelAnswer(
            new DecisionMade.ModelUsed("payment-30d", 3, "ab"),
            0.3,
            DecisionMade.RiskBand.MEDIUM,
            -0.8,
            null,
            week),
        List.of(recommended, other),
        new DecisionMade.Recommendation(
            recommended.action(),
            recommended.offer() == null ? Offer.NONE : recommended.offer(),
            TIME,
            TIME),
        new DecisionMade.Selection(0.95, false, basis, false),
        new DecisionMade.RulesApplied(
            new DecisionMade.PolicyUsed("us-reg-f", "1", "ab", List.of()),
            "2026a",
            List.of(),
            List.of()));
  }

  private static DecisionMade.Week week(double from, double to) {
    return new DecisionMade.Week(Collections.nCopies(13, 0.1), from, to);
  }

  @Test
  void anEffectThatIsKnownIsToldWithItsWorth() {
    assertEquals(
        Optional.of(
            "Of 100 such accounts, 41 pay within a week with a letter (39 to 43), 35 without any"
                + " contact. After its cost and burden, the contact is worth USD 43.05 more than no"
                + " contact."),
        EffectWords.of(
            decision(
                value(Action.LETTER, Offer.REMINDER, 0.41, 60_640),
                value(Action.NO_CONTACT, Offer.NONE, 0.35, 56_335),
                Basis.RANKED,
                week(0.39, 0.43),
                "USD")));
  }

  @Test
  void anEffectThatIsNotKnownIsCalledSo() {
    assertEquals(
        Optional.of(
            "Of 100 such accounts, 41 pay within a week with a call that offers a payment plan (33"
                + " to 48), 38 without any contact: the data do not tell the two apart yet."),
        EffectWords.of(
            decision(
                value(Action.CALL, Offer.PAYMENT_PLAN, 0.41, 60_640),
                value(Action.NO_CONTACT, Offer.NONE, 0.38, 60_335),
                Basis.EXPLORED,
                week(0.33, 0.48),
                "USD")));
  }

  @Test
  void rarePaymentsAreCountedOnAThousandAndHarmIsNotHidden() {
    assertEquals(
        Optional.of(
            "Of 1,000 such accounts, 24 pay within a week with a text message that offers a"
                + " settlement (19 to 29), 31 without any contact. After its cost and burden, the"
                + " contact is worth JPY 1,482 less than no contact."),
        EffectWords.of(
            decision(
                value(Action.SMS, Offer.SETTLEMENT, 0.024, 1_000),
                value(Action.NO_CONTACT, Offer.NONE, 0.031, 2_482),
                Basis.EXPLORED,
                week(0.019, 0.029),
                "JPY")));
  }

  @Test
  void noContactIsComparedWithTheBestThatWasPermitted() {
    assertEquals(
        Optional.of(
            "Of 100 such accounts, 38 pay within a week without any contact, 40 with an e-mail, the"
                + " best that is permitted: it would gain less than it costs and burdens."),
        EffectWords.of(
            decision(
                value(Action.NO_CONTACT, Offer.NONE, 0.38, 100),
                value(Action.EMAIL, Offer.REMINDER, 0.40, 90),
                Basis.NO_GAIN,
                week(0.38, 0.38),
                "USD")));
  }

  @Test
  void whoIsHeldOutIsNotComparedWithAnything() {
    assertEquals(
        Optional.of("Of 100 such accounts, 38 pay within a week without any contact."),
        EffectWords.of(
            decision(
                value(Action.NO_CONTACT, Offer.NONE, 0.38, 100),
                value(Action.EMAIL, Offer.REMINDER, 0.40, 90),
                Basis.HELD_OUT,
                week(0.38, 0.38),
                "USD")));
  }

  @Test
  void nothingIsSaidWithoutLearntEffects() {
    assertEquals(
        Optional.empty(),
        EffectWords.of(
            decision(
                value(Action.LETTER, Offer.REMINDER, 0.41, 60_640),
                value(Action.NO_CONTACT, Offer.NONE, 0.35, 56_335),
                Basis.RANKED,
                null,
                "USD")));
  }
}
