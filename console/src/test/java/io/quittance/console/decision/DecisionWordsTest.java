package io.quittance.console.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.event.DecisionMade.Proposal;
import io.quittance.core.event.DecisionMade.Recommendation;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The sentences as they were written by hand from the meaning of each basis.
final class DecisionWordsTest {

  private static final String LETTER = "Letter, a reminder, 2 Mar 09:41 to 19:00 CST.";
  private static final String CHANCES =
      "Of 100 such accounts, 41 pay within the label's horizon with the letter, 38 without.";
  private static final String CITATION = "12 CFR 1006.14(b)(2)(i)(A)";

  @Test
  void aRankedDecisionSaysWhatItGains() {
    assertEquals(
        List.of(
            LETTER, "Of what is permitted it gains most: USD 43.05 more than no contact.", CHANCES),
        why(Decisions.ranked()));
  }

  @ParameterizedTest
  @CsvSource({"JPY, 'JPY 4,305'", "KWD, KWD 4.305", "EUR, EUR 43.05", "XXX, 'XXX 4,305'"})
  void amountsHaveTheDigitsOfTheirCurrency(String currency, String gain) {
    assertEquals(
        "Of what is permitted it gains most: " + gain + " more than no contact.",
        why(Decisions.ranked().in(currency)).get(1));
  }

  @Test
  void anExploredDecisionSaysThatItWasDrawn() {
    assertEquals(
        List.of(
            LETTER,
            "It was drawn at random among what is permitted, with probability 5 %: such draws show"
                + " what other actions would have done.",
            CHANCES),
        why(Decisions.ranked().because(Basis.EXPLORED).drawnWith(0.05)));
  }

  @Test
  void rulesAloneSaySoFirst() {
    assertEquals(
        List.of(
            LETTER,
            "Rules alone decided: no model could be used.",
            "It comes first in the policy's order of preference among what is permitted."),
        why(Decisions.ranked().byRules()));
  }

  @Test
  void noContactSaysWhy() {
    String without = "Of 100 such accounts, 38 pay within the label's horizon without a contact.";
    assertEquals(
        List.of(
            "No contact.",
            "The debtor belongs to the random group that gets no automatic contact, so that the"
                + " effect of contacts can be measured.",
            without),
        nothing(Basis.HELD_OUT, Offer.NONE));
    assertEquals(
        List.of("No contact.", "The debtor is likely to pay without a contact.", without),
        nothing(Basis.SELF_CURE, Offer.NONE));
    assertEquals(
        List.of(
            "No contact.",
            "No contact gains more than it costs, the debtor's burden included.",
            without),
        nothing(Basis.NO_GAIN, Offer.NONE));
    assertEquals(
        List.of("No contact.", "Every contact is blocked.", without),
        nothing(Basis.NOTHING_PERMITTED, Offer.NONE));
    assertEquals(
        List.of("No contact.", "Of what is permitted it gains most.", without),
        nothing(Basis.RANKED, Offer.NONE));
    assertEquals(
        "Why it was chosen was not recorded when this decision was made.",
        nothing(null, Offer.NONE).get(1));
  }

  @ParameterizedTest
  @CsvSource({
    "HARDSHIP_ROUTE, No contact: the account goes to people who help in hardship.",
    "SPECIALIST, No contact: the account goes to a specialist.",
    "HUMAN_REVIEW, No contact: a person looks at the account first.",
  })
  void aRoutedAccountSaysToWhom(Offer offer, String words) {
    assertEquals(
        List.of(words, "People treat this account; nothing happens automatically."),
        nothing(Basis.ROUTED, offer).subList(0, 2));
  }

  @Test
  void anOfferNamesItsAmountAndInstalments() {
    assertEquals(
        "E-mail, a payment plan of USD 1,482.50 in 6 instalments, 2 Mar 09:41 to 19:00 CST.",
        why(Decisions.ranked()
                .choosing(
                    new Recommendation(
                        Action.EMAIL,
                        Offer.PAYMENT_PLAN,
                        Decisions.AT,
                        Decisions.END,
                        148_250L,
                        6)))
            .getFirst());
    assertEquals(
        "Text message, a settlement of USD 900.00, 2 Mar 09:41 CST to 8 Mar 19:00 CDT.",
        why(Decisions.ranked()
                .choosing(
                    new Recommendation(
                        Action.SMS,
                        Offer.SETTLEMENT,
                        Decisions.AT,
                        Instant.parse("2026-03-09T00:00:00Z"),
                        90_000L,
                        null)))
            .getFirst(),
        "the clocks change in between");
  }

  @Test
  void aBlockNamesItsEndItsRuleAndWhereItIsWritten() {
    Instant until = Instant.parse("2026-03-05T14:00:00Z");
    assertEquals(
        List.of(
            "Text messages and calls are blocked until 5 Mar 08:00 CST: at most 7 in any 7 days"
                + " (us-reg-f/HC03, 12 CFR 1006.14(b)(2)(i)(A)).",
            "E-mails are blocked, and no date is known on which that ends: opted out (HC09, 12 CFR"
                + " 1006.6(e))."),
        DecisionWords.forbidden(
            Decisions.ranked()
                .forbidding(
                    blocked(Action.CALL, until),
                    new Blocked(Action.EMAIL, "HC09", "12 CFR 1006.6(e)", null, "opted out."),
                    blocked(Action.SMS, until))
                .made()));
  }

  @Test
  void whatOnlyAPersonMayDecideIsSaid() {
    assertEquals(
        List.of(
            "Legal referral is put before a person: the debt is large (HC20, § 1).",
            "Debt sale is barred, whoever decides: time-barred (HC21)."),
        DecisionWords.forPeople(
            Decisions.ranked()
                .proposing(
                    new Proposal(
                        ReviewKind.LEGAL_REFERRAL, false, "HC20", "§ 1", "the debt is large."),
                    new Proposal(ReviewKind.DEBT_SALE, true, "HC21", null, "time-barred"))
                .made()));
  }

  private static Blocked blocked(Action action, Instant until) {
    return new Blocked(
        action, "HC03", CITATION, until, "at most 7 in any 7 days", "us-reg-f", null);
  }

  private static List<String> nothing(@Nullable Basis basis, Offer offer) {
    return why(
        Decisions.ranked()
            .because(basis)
            .choosing(new Recommendation(Action.NO_CONTACT, offer, null, null)));
  }

  private static List<String> why(Decisions decision) {
    return DecisionWords.why(decision.made());
  }
}
