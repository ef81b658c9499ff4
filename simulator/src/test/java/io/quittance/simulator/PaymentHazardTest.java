package io.quittance.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaymentHazardTest {

  private static final int TRIALS = 20_000;

  private static final Treatment TEXT = Treatment.of(Action.SMS, Offer.REMINDER);

  private final PaymentHazard hazard =
      new PaymentHazard(SimulationConfig.of(10, 100, 1).withDriftDay(20));

  /// Oracle: the days played one by one, with a generator of its own. Four standard errors.
  @ParameterizedTest
  @MethodSource("treatments")
  void theClosedFormAgreesWithPlayingTheDays(Treatment treatment) {
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(Treatment.values().indexOf(treatment));
    for (PaymentHazard.Standing standing : standings()) {
      // Given
      double expected = hazard.withinHorizon(standing, treatment, 5);

      // When
      int positives = 0;
      for (int trial = 0; trial < TRIALS; trial++) {
        positives += paysWithinHorizon(standing, treatment, random) ? 1 : 0;
      }

      // Then
      double tolerance = 4 * Math.sqrt(expected * (1 - expected) / TRIALS);
      assertEquals(expected, positives / (double) TRIALS, tolerance);
    }
  }

  @Test
  void contactHelpsThoseWhoRespondToItAndHarmsTheAverse() {
    // Given
    PaymentHazard.Standing responder = standing(60, 0, Segment.CALL_RESPONDER);
    PaymentHazard.Standing averse = standing(60, 0, Segment.CONTACT_AVERSE);

    // When
    double gain = called(responder) - left(responder);
    double harm = left(averse) - called(averse);

    // Then
    assertTrue(gain > 0.15, "gain was " + gain);
    assertTrue(harm > 0.05, "harm was " + harm);
  }

  @Test
  void theDriftTurnsTheEffectOfLatenessRound() {
    // Given
    PaymentHazard.Standing early = standing(10, 0, Segment.SELF_CURER);
    PaymentHazard.Standing late = standing(150, 0, Segment.SELF_CURER);

    // When
    double before = hazard.daily(early, TEXT, 19) - hazard.daily(late, TEXT, 19);
    double after = hazard.daily(early, TEXT, 20) - hazard.daily(late, TEXT, 20);

    // Then
    assertTrue(before > 0.004, "before: " + before);
    assertTrue(after < -0.004, "after: " + after);
  }

  private double called(PaymentHazard.Standing standing) {
    return hazard.withinHorizon(standing, Action.CALL, 0);
  }

  private double left(PaymentHazard.Standing standing) {
    return hazard.withinHorizon(standing, Action.NO_CONTACT, 0);
  }

  private boolean paysWithinHorizon(
      PaymentHazard.Standing standing, Treatment treatment, RandomGenerator random) {
    for (int day = 0; day < PaymentHazard.HORIZON; day++) {
      boolean pays = random.nextDouble() < hazard.daily(standing.later(day), treatment, 5 + day);
      boolean counts = random.nextDouble() >= PaymentHazard.TOKEN;
      boolean inFull = random.nextDouble() < PaymentShare.of(treatment).inFull(120_000);
      boolean bounces = !inFull && random.nextDouble() < PaymentHazard.REVERSED;
      boolean bouncedInTime = bounces && day + PaymentHazard.REVERSAL_LAG < PaymentHazard.HORIZON;
      if (pays && counts && !bouncedInTime) {
        return true;
      }
    }
    return false;
  }

  static List<Treatment> treatments() {
    return Treatment.values();
  }

  private static List<PaymentHazard.Standing> standings() {
    return List.of(
        standing(12, 1.0, Segment.SELF_CURER),
        standing(60, 0.0, Segment.CALL_RESPONDER),
        standing(150, -1.0, Segment.DIGITAL_RESPONDER),
        standing(200, 0.5, Segment.CONTACT_AVERSE));
  }

  private static PaymentHazard.Standing standing(
      int daysPastDue, double willingness, Segment segment) {
    return new PaymentHazard.Standing(
        daysPastDue, 120_000, 200_000, 25, willingness, segment, false, false, false);
  }
}
