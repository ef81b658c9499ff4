package io.quittance.core.treatment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.event.DecisionMade.Recommendation;
import io.quittance.core.pack.Economics.OfferTerms;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferValuationTest {

  private static Scene only(Offer offer, OfferTerms terms) {
    Scene scene = new Scene().free();
    scene.permitted = List.of(Action.LETTER);
    scene.offers.put(offer, terms);
    return scene;
  }

  private static Recommendation letter(Scene scene) {
    return scene.byModel(Scene.probabilities(0, 0.5, 0, 0, 0)).recommendation();
  }

  @ParameterizedTest
  @CsvSource({
    "29, 20000, REMINDER",
    "30, 20000, PAYMENT_PLAN",
    "30, 19999, REMINDER",
    "300, 20000, PAYMENT_PLAN"
  })
  void aPlanIsOfferedFromItsFirstDayAndLeastBalanceOn(int daysPastDue, long balance, Offer offer) {
    Scene scene = only(Offer.PAYMENT_PLAN, new OfferTerms(30, 20_000, 1.5, 0.9, 12, 2_500L, null));
    scene.daysPastDue = daysPastDue;
    scene.balanceMinor = balance;

    assertEquals(offer, letter(scene).offer());
  }

  @ParameterizedTest
  @CsvSource({"119, 50000, REMINDER", "120, 50000, SETTLEMENT", "120, 49999, REMINDER"})
  void aSettlementIsOfferedFromItsFirstDayAndLeastBalanceOn(
      int daysPastDue, long balance, Offer offer) {
    Scene scene = only(Offer.SETTLEMENT, new OfferTerms(120, 50_000, 1.6, 0.75, null, null, 0.7));
    scene.daysPastDue = daysPastDue;
    scene.balanceMinor = balance;

    assertEquals(offer, letter(scene).offer());
  }

  /// Least instalment 2,500: two of them make 5,000, twelve 30,000.
  @ParameterizedTest
  @CsvSource({
    "4999, REMINDER, ",
    "5000, PAYMENT_PLAN, 2",
    "7499, PAYMENT_PLAN, 2",
    "7500, PAYMENT_PLAN, 3",
    "29999, PAYMENT_PLAN, 11",
    "30000, PAYMENT_PLAN, 12",
    "9000000, PAYMENT_PLAN, 12"
  })
  void aPlanHasAsManyInstalmentsAsTheLeastOneAllows(long balance, Offer offer, Integer number) {
    Scene scene = only(Offer.PAYMENT_PLAN, new OfferTerms(0, 0, 1.5, 0.9, 12, 2_500L, null));
    scene.balanceMinor = balance;

    Recommendation recommendation = letter(scene);

    assertEquals(offer, recommendation.offer());
    assertEquals(number, recommendation.instalments());
    assertEquals(number == null ? null : balance, recommendation.amountMinor());
  }

  @Test
  void aSettlementNeverAsksForLessThanTheLeastShareNorMoreThanTheBalance() {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      double least = (1 + random.nextInt(100)) / 100.0;
      double share = least + (1 - least) * random.nextInt(101) / 100.0;
      Scene scene =
          only(
              Offer.SETTLEMENT,
              new OfferTerms(0, 0, 10, Math.min(1, share), null, null, Math.min(least, share)));
      scene.balanceMinor = 1 + random.nextInt(1_000_000);

      Recommendation settled =
          scene.byModel(Scene.probabilities(0, 0.01, 0, 0, 0)).recommendation();

      if (settled.offer() == Offer.SETTLEMENT) {
        BigDecimal bound =
            BigDecimal.valueOf(least).multiply(BigDecimal.valueOf(scene.balanceMinor));
        long amount = Objects.requireNonNull(settled.amountMinor());
        assertTrue(BigDecimal.valueOf(amount).compareTo(bound) >= 0);
        assertTrue(amount <= scene.balanceMinor);
        assertNull(settled.instalments());
      }
    }
  }

  @Test
  void aReminderAsksForNoAmountOfItsOwnAndWinsTies() {
    Scene scene = only(Offer.SETTLEMENT, new OfferTerms(0, 0, 2, 0.5, null, null, 0.5));

    Recommendation reminder = letter(scene);

    assertEquals(Offer.REMINDER, reminder.offer());
    assertNull(reminder.amountMinor());
  }

  /// 0.9 × 1.5 = 1.35 counts as 1, so a settlement at 0.75 is worth less than 0.9 of it all.
  @Test
  void aProbabilityRaisedByAnOfferNeverExceedsOne() {
    Scene scene = only(Offer.SETTLEMENT, new OfferTerms(0, 0, 1.5, 0.75, null, null, 0.5));

    Choice choice = scene.byModel(Scene.probabilities(0, 0.9, 0, 0, 0.6));

    assertEquals(Offer.REMINDER, choice.actions().get(1).offer());
    assertEquals(0.9 * 10_000, value(choice, 1), 1e-9);
    assertEquals(Offer.SETTLEMENT, choice.actions().get(4).offer());
    assertEquals(0.9 * 10_000 * 0.75, value(choice, 4), 1e-9);
  }

  private static double value(Choice choice, int action) {
    return Objects.requireNonNull(choice.actions().get(action).expectedNetValueMinor());
  }
}
