package io.quittance.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.treatment.Treatment;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.simulator.behaviour.HazardCovariates;
import io.quittance.simulator.behaviour.PaymentHazard;
import io.quittance.simulator.behaviour.ResponseSegment;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.Drift;
import io.quittance.simulator.scenario.SimulationConfig;
import io.quittance.simulator.truth.AccountTruth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Checks what each kind of drift changes and what it leaves unchanged.
class DriftTest {

  private static final int DAY = 20;
  private static final int DAYS = 45;
  private static final SimulationConfig STEADY = SimulationConfig.of(200, DAYS, 3);
  private static final Treatment CALL = Treatment.of(Action.CALL, Offer.REMINDER);

  /// Records of a run without decisions.
  private static final List<SimulatedRecord> USUALLY = played(STEADY, DAYS);

  private static final PaymentHazard USUAL = new PaymentHazard(STEADY);

  /// A drift changes nothing before its day.
  @ParameterizedTest
  @EnumSource(Drift.Kind.class)
  void nothingChangesBeforeTheDay(Drift.Kind kind) {
    List<String> drifting = lines(with(kind), DAY);
    List<String> steady = USUALLY.stream().map(DriftTest::line).toList();
    assertEquals(steady.subList(0, drifting.size()), drifting);
    for (HazardCovariates covariates : cases()) {
      assertEquals(
          USUAL.daily(covariates, CALL, DAY - 1),
          new PaymentHazard(with(kind)).daily(covariates, CALL, DAY - 1));
    }
  }

  @ParameterizedTest
  @EnumSource(Drift.Kind.class)
  void somethingChangesAfterTheDay(Drift.Kind kind) {
    assertNotEquals(USUALLY.stream().map(DriftTest::line).toList(), lines(with(kind), DAYS));
  }

  /// Oracle: the closed form. For the kinds that change only accounts or records, P(payment |
  /// account) is the same function before and after.
  @ParameterizedTest
  @EnumSource(
      value = Drift.Kind.class,
      names = {"COVARIATE", "BROKEN_COLUMN", "NEW_CATEGORY"})
  void theHazardStaysTheSameWhenOnlyAccountsOrRecordsChange(Drift.Kind kind) {
    PaymentHazard hazard = new PaymentHazard(with(kind));
    for (HazardCovariates covariates : cases()) {
      for (Treatment treatment : Treatment.values()) {
        assertEquals(
            USUAL.withinHorizon(covariates, treatment, DAY + 5),
            hazard.withinHorizon(covariates, treatment, DAY + 5));
      }
    }
  }

  @Test
  void covariateDriftBringsLargerAccountsWithTheSameHiddenDistribution() {
    SimulationConfig config = SimulationConfig.of(4_000, DAYS, 3);

    List<Entrant> before = entrants(config);
    List<Entrant> after = entrants(config.withDrift(new Drift(Drift.Kind.COVARIATE, DAY)));

    double ratio =
        Math.exp(
            mean(after, entrant -> Math.log(entrant.balanceMinor()))
                - mean(before, entrant -> Math.log(entrant.balanceMinor())));
    assertEquals(Drift.BALANCE_FACTOR, ratio, 0.25);
    double willing = mean(after, Entrant::willingness) - mean(before, Entrant::willingness);
    assertEquals(0, willing, 4 * Math.sqrt(1.0 / before.size() + 1.0 / after.size()));
    // Within a band of balances the distribution of segments does not change.
    assertEquals(callResponders(before), callResponders(after), 0.16);
    assertTrue(after.size() > 2 * before.size(), "half of the book should be replaced");
  }

  private static double callResponders(List<Entrant> entrants) {
    List<Entrant> band =
        entrants.stream()
            .filter(t -> t.balanceMinor() > 120_000 && t.balanceMinor() < 300_000)
            .toList();
    assertTrue(band.size() > 40, "in the band: " + band.size());
    return mean(band, entrant -> "call-responder".equals(entrant.segment()) ? 1 : 0);
  }

  /// Every hazard falls by the same factor, so the ranking does not change.
  @Test
  void priorDriftLowersEveryHazardEquallyAndKeepsTheRanking() {
    PaymentHazard hazard = new PaymentHazard(with(Drift.Kind.PRIOR));
    List<HazardCovariates> cases = new ArrayList<>(cases());
    for (HazardCovariates covariates : cases) {
      double ratio =
          Math.log1p(-hazard.daily(covariates, CALL, DAY))
              / Math.log1p(-USUAL.daily(covariates, CALL, DAY));
      assertEquals(Math.exp(Drift.PRIOR_STEP), ratio, 1e-12);
    }
    assertEquals(ranked(cases, USUAL), ranked(cases, hazard));
  }

  private static List<HazardCovariates> ranked(List<HazardCovariates> cases, PaymentHazard hazard) {
    return cases.stream()
        .sorted(
            Comparator.comparingDouble(covariates -> hazard.withinHorizon(covariates, CALL, DAY)))
        .toList();
  }

  @Test
  void conceptDriftReversesTheEffectOfLatenessAndLeavesTheAccountsUnchanged() {
    PaymentHazard hazard = new PaymentHazard(with(Drift.Kind.CONCEPT));
    HazardCovariates early = covariates(10, ResponseSegment.SELF_CURER);
    HazardCovariates late = covariates(150, ResponseSegment.SELF_CURER);
    assertTrue(USUAL.daily(early, CALL, DAY) > USUAL.daily(late, CALL, DAY));
    assertTrue(hazard.daily(early, CALL, DAY) < hazard.daily(late, CALL, DAY));
    assertEquals(snapshots(STEADY), snapshots(with(Drift.Kind.CONCEPT)));
  }

  @Test
  void gradualDriftMovesMonotonicallyToTheConceptDrift() {
    SimulationConfig config = SimulationConfig.of(600, 120, 3);
    PaymentHazard gradual = new PaymentHazard(config.withDrift(new Drift(Drift.Kind.GRADUAL, DAY)));
    PaymentHazard turned = new PaymentHazard(with(Drift.Kind.CONCEPT));
    HazardCovariates late = covariates(200, ResponseSegment.SELF_CURER);
    assertEquals(USUAL.daily(late, CALL, DAY), gradual.daily(late, CALL, DAY));
    for (int day = DAY; day < DAY + Drift.GRADUAL_DAYS; day++) {
      assertTrue(gradual.daily(late, CALL, day) < gradual.daily(late, CALL, day + 1));
    }
    int end = DAY + Drift.GRADUAL_DAYS;
    assertEquals(turned.daily(late, CALL, end), gradual.daily(late, CALL, end));
  }

  @Test
  void seasonsRepeatAndAverageOut() {
    PaymentHazard hazard =
        new PaymentHazard(
            SimulationConfig.of(600, 400, 3).withDrift(new Drift(Drift.Kind.SEASONAL, DAY)));
    HazardCovariates covariates = covariates(60, ResponseSegment.SELF_CURER);
    double sum = 0;
    for (int day = DAY; day < DAY + Drift.SEASON_DAYS; day++) {
      double step =
          Math.log(
              Math.log1p(-hazard.daily(covariates, CALL, day))
                  / Math.log1p(-USUAL.daily(covariates, CALL, day)));
      assertTrue(Math.abs(step) <= Drift.SEASON_AMPLITUDE + 1e-9);
      sum += step;
      assertEquals(
          hazard.daily(covariates, CALL, day),
          hazard.daily(covariates, CALL, day + Drift.SEASON_DAYS),
          1e-12);
    }
    assertEquals(0, sum, 1e-9);
  }

  /// Only the broken column differs, by its divisor; everything else is equal to the byte.
  @Test
  void aBrokenColumnChangesOnlyThatColumn() {
    List<SimulatedRecord> whole = USUALLY;
    List<SimulatedRecord> broken = played(with(Drift.Kind.BROKEN_COLUMN), DAYS);

    assertEquals(whole.size(), broken.size());
    int changed = 0;
    for (int i = 0; i < whole.size(); i++) {
      AccountEvent.Snapshot right = snapshot(whole.get(i));
      AccountEvent.Snapshot wrong = snapshot(broken.get(i));
      if (right == null || wrong == null || STEADY.dayOf(right.asOf()) < DAY) {
        assertEquals(line(whole.get(i)), line(broken.get(i)));
      } else {
        long limit = Objects.requireNonNull(right.creditLimitMinor());
        assertEquals(limit / Drift.BROKEN_DIVISOR, wrong.creditLimitMinor());
        assertEquals(right.balanceMinor(), wrong.balanceMinor());
        assertEquals(right.daysPastDue(), wrong.daysPastDue());
        assertEquals(right.instalmentMinor(), wrong.instalmentMinor());
        changed++;
      }
    }
    assertTrue(changed > 100, "changed " + changed);
  }

  @Test
  void anUnseenJurisdictionAppearsOnlyAmongNewDebtors() {
    SimulationConfig config = SimulationConfig.of(1_500, DAYS, 3);
    Map<Boolean, int[]> counts = new HashMap<>(Map.of(true, new int[2], false, new int[2]));
    for (SimulatedRecord record :
        played(config.withDrift(new Drift(Drift.Kind.NEW_CATEGORY, DAY)), DAYS)) {
      if (record.fact() instanceof AccountEvent.Placed placed) {
        boolean after = config.dayOf(record.envelope().time()) >= DAY;
        int unseen = "US-PR".equals(placed.jurisdiction()) ? 1 : 0;
        Objects.requireNonNull(counts.get(after))[unseen]++;
      }
    }
    int[] after = Objects.requireNonNull(counts.get(true));
    assertEquals(0, Objects.requireNonNull(counts.get(false))[1]);
    double share = after[1] / (double) (after[0] + after[1]);
    double error = Math.sqrt(0.3 * 0.7 / (after[0] + after[1]));
    assertEquals(Drift.UNSEEN_SHARE, share, 4 * error + 0.02);
  }

  @Test
  void driftsAreParsedFromTheCommandLine() {
    assertEquals(new Drift(Drift.Kind.BROKEN_COLUMN, 7), Drift.parse("broken-column@7"));
    for (String wrong : List.of("concept", "concept@", "concept@0", "boredom@3", "@3")) {
      assertThrows(IllegalArgumentException.class, () -> Drift.parse(wrong), wrong);
    }
  }

  private static SimulationConfig with(Drift.Kind kind) {
    return STEADY.withDrift(new Drift(kind, DAY));
  }

  private static List<SimulatedRecord> played(SimulationConfig config, int days) {
    Simulation simulation = Simulation.create(config);
    List<SimulatedRecord> records = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      records.addAll(simulation.accountEvents(day));
      records.addAll(simulation.outcomes(day, Map.of()));
    }
    return records;
  }

  private static List<String> lines(SimulationConfig config, int days) {
    return played(config, days).stream().map(DriftTest::line).toList();
  }

  private static String line(SimulatedRecord record) {
    return record.headers() + " " + record.fact();
  }

  /// Returns the snapshots up to the day of the drift.
  private static List<String> snapshots(SimulationConfig config) {
    return played(config, DAY + 1).stream()
        .filter(record -> snapshot(record) != null)
        .map(DriftTest::line)
        .toList();
  }

  private static AccountEvent.@Nullable Snapshot snapshot(SimulatedRecord record) {
    return switch (record.fact()) {
      case AccountEvent.Placed placed -> placed.snapshot();
      case AccountEvent.Updated updated -> updated.snapshot();
      default -> null;
    };
  }

  private record Entrant(long balanceMinor, double willingness, String segment) {}

  /// Returns the accounts that enter after the day of the drift, as they are when they enter.
  private static List<Entrant> entrants(SimulationConfig config) {
    Simulation simulation = Simulation.create(config);
    List<Entrant> entrants = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      for (SimulatedRecord record : simulation.accountEvents(day)) {
        if (day > DAY && record.fact() instanceof AccountEvent.Placed) {
          AccountTruth truth = simulation.truth().of(record.accountId()).orElseThrow();
          entrants.add(new Entrant(truth.balanceMinor(), truth.willingness(), truth.segment()));
        }
      }
      simulation.outcomes(day, Map.of());
    }
    return entrants;
  }

  private static double mean(List<Entrant> entrants, ToDoubleFunction<Entrant> of) {
    return entrants.stream().mapToDouble(of).average().orElseThrow();
  }

  private static List<HazardCovariates> cases() {
    return Stream.of(ResponseSegment.values())
        .flatMap(segment -> Stream.of(10, 60, 150).map(late -> covariates(late, segment)))
        .toList();
  }

  private static HazardCovariates covariates(int daysPastDue, ResponseSegment segment) {
    return new HazardCovariates(
        daysPastDue, 140_000, 200_000, 25, 0.3, segment, false, false, false);
  }
}
