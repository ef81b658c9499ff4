package io.quittance.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.Outcome;
import io.quittance.core.treatment.Treatment;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Offer;
import io.quittance.simulator.behaviour.ExpectedPayments;
import io.quittance.simulator.behaviour.Harm;
import io.quittance.simulator.behaviour.HazardCovariates;
import io.quittance.simulator.behaviour.PaymentHazard;
import io.quittance.simulator.behaviour.PaymentShare;
import io.quittance.simulator.behaviour.ResponseSegment;
import io.quittance.simulator.book.PotentialOutcome;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.SimulationConfig;
import io.quittance.simulator.truth.AccountTruth;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroundTruthTest {

  private static final int TRIALS = 20_000;
  private static final Treatment CALL = Treatment.of(Action.CALL, Offer.REMINDER);

  /// Oracle: the 30 days played one by one with an independent generator, including payments,
  /// cures, habit and reversals. Within 2 % and three standard errors.
  @ParameterizedTest
  @MethodSource("treatments")
  void theExpectedAmountAgreesWithPlayingTheDays(Treatment treatment) {
    PaymentHazard hazard = new PaymentHazard(SimulationConfig.of(4, 60, 1));
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(Treatment.values().indexOf(treatment));
    for (ResponseSegment segment :
        List.of(ResponseSegment.CALL_RESPONDER, ResponseSegment.SELF_CURER)) {
      HazardCovariates covariates =
          new HazardCovariates(50, 120_000, 200_000, 25, 0.5, segment, false, false, false);
      double expected = new ExpectedPayments(hazard, treatment, covariates, 3, 30).minor();

      double sum = 0;
      double squares = 0;
      for (int trial = 0; trial < TRIALS; trial++) {
        double collected = played(hazard, covariates, treatment, random);
        sum += collected;
        squares += collected * collected;
      }

      double mean = sum / TRIALS;
      double error = Math.sqrt((squares / TRIALS - mean * mean) / TRIALS);
      assertEquals(mean, expected, 0.02 * mean + 3 * error, segment + " " + treatment);
    }
  }

  static List<Treatment> treatments() {
    return Treatment.values();
  }

  private static double played(
      PaymentHazard hazard,
      HazardCovariates covariates,
      Treatment treatment,
      RandomGenerator random) {
    int late = covariates.daysPastDue();
    int since = covariates.daysSincePayment();
    double balance = covariates.balanceMinor();
    double collected = 0;
    double[] bounces = new double[40];
    for (int day = 0; day < 30 && balance > 0; day++) {
      collected -= bounces[day];
      balance += bounces[day];
      var today =
          new HazardCovariates(
              late,
              (long) balance,
              covariates.limitMinor(),
              since,
              covariates.willingness(),
              covariates.segment(),
              false,
              false,
              false);
      if (random.nextDouble() < hazard.daily(today, treatment, 3 + day)) {
        boolean token = random.nextDouble() < PaymentHazard.TOKEN;
        PaymentShare.Amount amount =
            PaymentShare.of(treatment).amount((long) balance, random.nextDouble(), token);
        collected += amount.paidMinor();
        balance -= amount.paidMinor() + amount.waivedMinor();
        if (!token) {
          late = Math.max(5, late - 45);
          since = 0;
          if (balance > 0 && random.nextDouble() < PaymentHazard.REVERSED) {
            bounces[day + PaymentHazard.REVERSAL_LAG] = amount.paidMinor();
          }
        }
      }
      late++;
      since++;
    }
    return collected;
  }

  /// Oracle: the simulation itself. For accounts that are not contacted and about which nothing
  /// else is reported, the payments equal the potential outcome of day 0 to the cent.
  @Test
  void thePotentialOutcomeOfTheActualTreatmentIsTheActualOutcome() {
    SimulationConfig config = SimulationConfig.of(1_000, 31, 6);
    Simulation simulation = Simulation.create(config);
    Map<String, PotentialOutcome> predicted = new HashMap<>();
    Map<String, Long> collected = new HashMap<>();
    Set<String> disturbed = new HashSet<>();
    RandomPlatform platform = new RandomPlatform((_, _) -> Action.NO_CONTACT);

    for (int day = 0; day < 30; day++) {
      List<SimulatedRecord> events = simulation.accountEvents(day);
      for (SimulatedRecord record : events) {
        disturb(record, disturbed);
        if (day == 0) {
          predicted.put(
              record.accountId(),
              simulation.truth().of(record.accountId()).orElseThrow().potential(Treatment.NONE));
        }
      }
      for (SimulatedRecord record : simulation.outcomes(day, platform.decide(events))) {
        switch (EventCodec.outcome(record.envelope().type(), record.data())) {
          case Outcome.PaymentReceived paid ->
              collected.merge(paid.accountId(), paid.amountMinor(), Long::sum);
          case Outcome.PaymentReversed back ->
              collected.merge(back.accountId(), -back.amountMinor(), Long::sum);
          default -> {}
        }
      }
    }

    int compared = 0;
    for (var entry : predicted.entrySet()) {
      if (!disturbed.contains(entry.getKey())) {
        assertEquals(collected.getOrDefault(entry.getKey(), 0L), entry.getValue().collectedMinor());
        compared++;
      }
    }
    assertTrue(compared > 700, "compared " + compared);
  }

  /// Excludes accounts with reports other than the scheduled ones.
  private static void disturb(SimulatedRecord record, Set<String> disturbed) {
    AccountEvent event = EventCodec.accountEvent(record.envelope().type(), record.data());
    boolean harmless =
        event instanceof AccountEvent.Placed
            || event instanceof AccountEvent.Updated
            || event instanceof AccountEvent.ReviewDue
            || event instanceof AccountEvent.ValidationSent
            || event instanceof AccountEvent.NumberChecked;
    if (!harmless) {
      disturbed.add(record.accountId());
    }
  }

  @Test
  void potentialLabelsAreAsFrequentAsTheirProbabilities() {
    Simulation simulation = Simulation.create(SimulationConfig.of(3_000, 2, 9));
    List<SimulatedRecord> placed = simulation.accountEvents(0);
    for (Treatment treatment :
        List.of(Treatment.NONE, CALL, Treatment.of(Action.SMS, Offer.SETTLEMENT))) {
      double expected = 0;
      double variance = 0;
      int positives = 0;
      for (SimulatedRecord record : placed) {
        AccountTruth truth = simulation.truth().of(record.accountId()).orElseThrow();
        if (truth.balanceMinor() > 0) {
          double probability = truth.probability(treatment);
          expected += probability;
          variance += probability * (1 - probability);
          positives += truth.potential(treatment).positive() ? 1 : 0;
        }
      }
      // The label includes reversals of payments made before the day; the formula does not.
      assertEquals(expected, positives, 4 * Math.sqrt(variance) + 0.01 * placed.size());
    }
  }

  @Test
  void contactDoesNotChangeSelfCurersAndCallsNeverHelpTheContactAverse() {
    Simulation simulation = Simulation.create(SimulationConfig.of(1_500, 2, 9));
    int cured = 0;
    int harmed = 0;
    int moved = 0;
    int deprived = 0;
    for (SimulatedRecord record : simulation.accountEvents(0)) {
      AccountTruth truth = simulation.truth().of(record.accountId()).orElseThrow();
      PotentialOutcome left = truth.potential(Treatment.NONE);
      PotentialOutcome called = truth.potential(CALL);
      if ("self-curer".equals(truth.segment())) {
        for (Action action : Action.values()) {
          assertEquals(left, truth.potential(Treatment.of(action, Offer.REMINDER)));
        }
        assertEquals(truth.probability(Treatment.NONE), truth.probability(CALL));
        cured++;
      } else if ("contact-averse".equals(truth.segment())) {
        assertTrue(
            truth.probability(CALL) < truth.probability(Treatment.NONE) || owesNothing(truth));
        assertTrue(left.positive() || !called.positive());
        harmed += left.positive() && !called.positive() ? 1 : 0;
      } else if ("call-responder".equals(truth.segment())) {
        deprived += left.positive() && !called.positive() ? 1 : 0;
        moved += called.positive() && !left.positive() ? 1 : 0;
      }
    }
    assertTrue(cured > 100 && harmed > 10 && moved > 50, cured + " " + harmed + " " + moved);
    // An earlier payment of a debtor who is called may be reversed with no other in time.
    assertTrue(deprived < 0.02 * moved, deprived + " of " + moved);
  }

  private static boolean owesNothing(AccountTruth truth) {
    return truth.balanceMinor() == 0;
  }

  @Test
  void harmIsGreatestForCallsToTheContactAverseAndZeroWithoutContact() {
    assertEquals(Harm.NONE, Simulated.first().harm(Treatment.NONE));
    for (ResponseSegment segment : ResponseSegment.values()) {
      double call = Harm.of(segment, Channel.CALL).welfareMinor();
      double averse = Harm.of(ResponseSegment.CONTACT_AVERSE, Channel.CALL).welfareMinor();
      assertTrue(call <= averse);
      assertTrue(Harm.of(segment, Channel.LETTER).welfareMinor() < call);
    }
  }

  private static final class Simulated {
    static AccountTruth first() {
      Simulation simulation = Simulation.create(SimulationConfig.of(4, 2, 1));
      return simulation
          .truth()
          .of(simulation.accountEvents(0).getFirst().accountId())
          .orElseThrow();
    }
  }

  /// The group has no effect given the covariates of the hazard, but differs in these covariates. A
  /// configured unfairness changes the hazard of the group alone.
  @Test
  void theProtectedGroupCorrelatesWithFeaturesAndHasTheConfiguredEffect() {
    Simulation fair = Simulation.create(SimulationConfig.of(2_000, 2, 3));
    Simulation unfair = Simulation.create(SimulationConfig.of(2_000, 2, 3).withUnfairness(-0.5));
    List<SimulatedRecord> placed = fair.accountEvents(0);
    unfair.accountEvents(0);
    double[] size = new double[2];
    int[] count = new int[2];
    for (SimulatedRecord record : placed) {
      AccountTruth truth = fair.truth().of(record.accountId()).orElseThrow();
      int group = truth.protectedGroup() ? 1 : 0;
      size[group] += HazardCovariates.size(truth.balanceMinor());
      count[group]++;
      String data = new String(record.data(), StandardCharsets.UTF_8);
      assertTrue(!data.contains("rotected"));
    }
    double difference = size[0] / count[0] - size[1] / count[1];
    assertTrue(difference > 0.2, "difference in size " + difference);
    assertTrue(count[1] > 400 && count[0] > 400, count[0] + " " + count[1]);
    PaymentHazard law = new PaymentHazard(SimulationConfig.of(4, 60, 1));
    PaymentHazard biased = new PaymentHazard(SimulationConfig.of(4, 60, 1).withUnfairness(-0.5));
    var outside =
        new HazardCovariates(
            50, 120_000, 200_000, 25, 0, ResponseSegment.SELF_CURER, false, false, false);
    var inside =
        new HazardCovariates(
            50, 120_000, 200_000, 25, 0, ResponseSegment.SELF_CURER, false, false, true);
    assertEquals(law.daily(outside, CALL, 0), law.daily(inside, CALL, 0));
    assertEquals(law.daily(outside, CALL, 0), biased.daily(outside, CALL, 0));
    double ratio =
        Math.log1p(-biased.daily(inside, CALL, 0)) / Math.log1p(-biased.daily(outside, CALL, 0));
    assertEquals(Math.exp(-0.5), ratio, 1e-12);
  }
}
