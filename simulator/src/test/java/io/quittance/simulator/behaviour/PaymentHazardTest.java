package io.quittance.simulator.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.treatment.Treatment;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.simulator.scenario.SimulationConfig;
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

  /// Oracle: the days played one by one with an independent generator, within four standard errors.
  @ParameterizedTest
  @MethodSource("treatments")
  void theClosedFormAgreesWithPlayingTheDays(Treatment treatment) {
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(Treatment.values().indexOf(treatment));
    for (HazardCovariates covariates : cases()) {
      double expected = hazard.withinHorizon(covariates, treatment, 5);

      int positives = 0;
      for (int trial = 0; trial < TRIALS; trial++) {
        positives += paysWithinHorizon(covariates, treatment, random) ? 1 : 0;
      }

      double tolerance = 4 * Math.sqrt(expected * (1 - expected) / TRIALS);
      assertEquals(expected, positives / (double) TRIALS, tolerance);
    }
  }

  @Test
  void callsHelpCallRespondersAndHarmTheContactAverse() {
    HazardCovariates responder = covariates(60, 0, ResponseSegment.CALL_RESPONDER);
    HazardCovariates averse = covariates(60, 0, ResponseSegment.CONTACT_AVERSE);

    double gain = called(responder) - left(responder);
    double harm = left(averse) - called(averse);

    assertTrue(gain > 0.15, "gain was " + gain);
    assertTrue(harm > 0.05, "harm was " + harm);
  }

  @Test
  void theDriftReversesTheEffectOfLateness() {
    HazardCovariates early = covariates(10, 0, ResponseSegment.SELF_CURER);
    HazardCovariates late = covariates(150, 0, ResponseSegment.SELF_CURER);

    double before = hazard.daily(early, TEXT, 19) - hazard.daily(late, TEXT, 19);
    double after = hazard.daily(early, TEXT, 20) - hazard.daily(late, TEXT, 20);

    assertTrue(before > 0.004, "before: " + before);
    assertTrue(after < -0.004, "after: " + after);
  }

  private double called(HazardCovariates covariates) {
    return hazard.withinHorizon(covariates, Action.CALL, 0);
  }

  private double left(HazardCovariates covariates) {
    return hazard.withinHorizon(covariates, Action.NO_CONTACT, 0);
  }

  private boolean paysWithinHorizon(
      HazardCovariates covariates, Treatment treatment, RandomGenerator random) {
    for (int day = 0; day < PaymentHazard.HORIZON; day++) {
      boolean pays = random.nextDouble() < hazard.daily(covariates.later(day), treatment, 5 + day);
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

  private static List<HazardCovariates> cases() {
    return List.of(
        covariates(12, 1.0, ResponseSegment.SELF_CURER),
        covariates(60, 0.0, ResponseSegment.CALL_RESPONDER),
        covariates(150, -1.0, ResponseSegment.DIGITAL_RESPONDER),
        covariates(200, 0.5, ResponseSegment.CONTACT_AVERSE));
  }

  private static HazardCovariates covariates(
      int daysPastDue, double willingness, ResponseSegment segment) {
    return new HazardCovariates(
        daysPastDue, 120_000, 200_000, 25, willingness, segment, false, false, false);
  }
}
