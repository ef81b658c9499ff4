package io.quittance.laboratory.offpolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.laboratory.offpolicy.OffPolicyReport.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluatePolicyTest {

  private static final double NO_THRESHOLD = 1e9;

  /// A world of two contexts, three actions and rewards of 0 or 1, in which every combination
  /// occurs exactly as often as it is probable. The value of the policy is summed over contexts and
  /// actions by brute force.
  @Test
  void onAWorldInItsExactProportionsAllButTheDirectMethodAreExact() {
    double[][] propensity = {{0.5, 0.25, 0.25}, {0.2, 0.4, 0.4}};
    double[][] paid = {{0.1, 0.3, 0.5}, {0.4, 0.2, 0.1}};
    double[][] policy = {{0.1, 0.2, 0.7}, {0.6, 0.3, 0.1}};
    double[][] wrongModel = {{0.3, 0.3, 0.3}, {0.9, 0.1, 0.5}};
    double truth = 0;
    double direct = 0;
    List<double[]> rows = new ArrayList<>();
    for (int x = 0; x < 2; x++) {
      for (int a = 0; a < 3; a++) {
        truth += policy[x][a] * paid[x][a] / 2;
        direct += policy[x][a] * wrongModel[x][a] / 2;
        long times = Math.round(1_000 * propensity[x][a]);
        long payers = Math.round(times * paid[x][a]);
        for (int i = 0; i < times; i++) {
          rows.add(new double[] {x, a, i < payers ? 1 : 0});
        }
      }
    }
    DecisionLog log = log(rows, propensity);

    OffPolicyReport report =
        EvaluatePolicy.of(log, perRow(rows, policy), perRow(rows, wrongModel), NO_THRESHOLD);

    assertEquals(truth, value(report, Method.IPS), 1e-12);
    assertEquals(truth, value(report, Method.SNIPS), 1e-12);
    assertEquals(truth, value(report, Method.DR), 1e-12);
    assertEquals(truth, value(report, Method.SWITCH_DR), 1e-12);
    assertEquals(direct, value(report, Method.DM), 1e-12);
    assertTrue(Math.abs(direct - truth) > 0.05, "the model must be wrong for the test to tell");
    assertEquals(Verdict.BETTER, report.verdict());
  }

  /// Three rows by hand: weights 0.5/0.5 = 1, 1/0.25 = 4, 0/0.5 = 0. Model values: 0.5 · 2 + 0.5 ·
  /// 4 = 3; 1; 6. Residuals of the action taken: 5 − 2, 3 − 1, 1 − 2.
  @Test
  void theFormulasOfTheOpenBanditPipelineByHand() {
    DecisionLog log =
        new DecisionLog(
            new int[] {0, 1, 0},
            2,
            new double[] {0.5, 0.25, 0.5},
            new double[] {5, 3, 1},
            new int[] {0, 1, 2});
    double[][] policy = {{0.5, 0.5}, {0, 1}, {0, 1}};
    double[][] model = {{2, 4}, {7, 1}, {2, 6}};

    OffPolicyReport report = EvaluatePolicy.of(log, policy, model, 2);

    assertEquals((3.0 + 1 + 6) / 3, value(report, Method.DM), 1e-12);
    assertEquals((5.0 + 12) / 3, value(report, Method.IPS), 1e-12);
    assertEquals(17.0 / 5, value(report, Method.SNIPS), 1e-12);
    assertEquals((3.0 + 3 + 1 + 8 + 6) / 3, value(report, Method.DR), 1e-12);
    assertEquals((3.0 + 3 + 1 + 6) / 3, value(report, Method.SWITCH_DR), 1e-12);
    // Always the first action by DR: 2 + 2 · 3, 7, 2 + 2 · (1 − 2).
    double[][] first = {{1, 0}, {1, 0}, {1, 0}};
    assertEquals(
        (21.0 - (8 + 7 + 0)) / 3, EvaluatePolicy.gain(log, policy, first, model).value(), 1e-12);
    assertEquals(25.0 / 17, report.effectiveSample(), 1e-12);
    assertEquals(4, report.largestWeight(), 1e-12);
    assertEquals(Verdict.CANNOT_BE_KNOWN, report.verdict());
  }

  /// A debtor's second row that repeats the first adds no knowledge.
  @Test
  void repeatedRowsOfADebtorDoNotNarrowTheInterval() {
    World once = World.of(500, 1, 3);
    World twice = World.of(500, 2, 3);

    OffPolicyReport single = once.report();
    OffPolicyReport doubled = twice.report();

    assertEquals(value(single, Method.DR), value(doubled, Method.DR), 1e-12);
    for (Method method : Method.values()) {
      assertEquals(single.of(method).standardError(), doubled.of(method).standardError(), 1e-12);
    }
  }

  /// Of the 95 % intervals of many logs, about 95 % contain the true value, and the standard error
  /// is the spread of the estimates. `-Dquittance.offpolicy.runs=2000` runs more and holds them
  /// closer.
  @Test
  void intervalsCoverTheTruthAsOftenAsTheySay() {
    int runs = Integer.getInteger("quittance.offpolicy.runs", 300);
    int covered = 0;
    double sum = 0;
    double squares = 0;
    double errors = 0;
    for (int run = 0; run < runs; run++) {
      PolicyEstimate robust = World.of(600, 1, 1_000 + run).report().of(Method.DR);
      covered += robust.value().contains(World.TRUTH) ? 1 : 0;
      sum += robust.value().value();
      squares += robust.value().value() * robust.value().value();
      errors += robust.standardError();
    }
    double spread = Math.sqrt(squares / runs - sum / runs * sum / runs);
    double binomial = Math.sqrt(0.95 * 0.05 / runs);
    assertEquals(0.95, covered / (double) runs, 4 * binomial + 0.005);
    assertEquals(World.TRUTH, sum / runs, 4 * spread / Math.sqrt(runs));
    // The relative error of a standard deviation of n values is about 1 / √(2n).
    assertEquals(1, errors / runs / spread, 4 / Math.sqrt(2.0 * runs) + 0.01);
  }

  @Test
  void aPolicyThatDoesWhatTheLogNeverDidCannotBeKnown() {
    World world = World.of(2_000, 1, 5);
    DecisionLog wider =
        new DecisionLog(
            world.log.actions(),
            3,
            world.log.propensities(),
            world.log.rewards(),
            world.log.clusters());
    double[][] policy = new double[wider.size()][];
    Arrays.setAll(policy, _ -> new double[] {0.5, 0.4, 0.1});

    OffPolicyReport report =
        EvaluatePolicy.of(wider, policy, new double[wider.size()][3], NO_THRESHOLD);

    assertEquals(0.1, report.unsupported(), 1e-12);
    assertEquals(Verdict.CANNOT_BE_KNOWN, report.verdict());
  }

  @Test
  void theLoggingPolicyItselfIsNotToldApartAndALargerGainIs() {
    World world = World.of(3_000, 1, 6);
    double[][] half = new double[world.log.size()][];
    Arrays.setAll(half, _ -> new double[] {0.5, 0.5});

    OffPolicyReport same = EvaluatePolicy.of(world.log, half, world.model, NO_THRESHOLD);

    assertEquals(Verdict.NOT_TOLD_APART, same.verdict());
    assertEquals(Verdict.BETTER, world.report().verdict());
    // A gain of the size that is called detectable has its lower bound above 0 in 80 % of logs:
    // (1.96 + 0.84) standard errors of the difference.
    double error = (same.difference().upper() - same.difference().value()) / 1.959964;
    assertEquals(2.801585 * error, same.detectable(), 1e-6);
  }

  private static double value(OffPolicyReport report, Method method) {
    return report.of(method).value().value();
  }

  private static double[][] perRow(List<double[]> rows, double[][] byContext) {
    return rows.stream().map(row -> byContext[(int) row[0]]).toArray(double[][]::new);
  }

  private static DecisionLog log(List<double[]> rows, double[][] propensity) {
    return new DecisionLog(
        rows.stream().mapToInt(row -> (int) row[1]).toArray(),
        3,
        rows.stream().mapToDouble(row -> propensity[(int) row[0]][(int) row[1]]).toArray(),
        rows.stream().mapToDouble(row -> row[2]).toArray(),
        IntStream.range(0, rows.size()).toArray());
  }

  /// x uniform in [0, 1), two actions at random with 0.5 each, reward x · a + 1 + noise; the policy
  /// takes action 1 with probability x. Its value is E(x · x) + 1 = 4/3. The model is wrong: it
  /// says 1 whatever is done.
  @SuppressWarnings("ArrayRecordComponent")
  private record World(DecisionLog log, double[][] policy, double[][] model) {

    static final double TRUTH = 4.0 / 3;

    static World of(int debtors, int copies, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      int size = debtors * copies;
      int[] actions = new int[size];
      double[] propensities = new double[size];
      double[] rewards = new double[size];
      int[] clusters = new int[size];
      double[][] policy = new double[size][];
      double[][] model = new double[size][];
      for (int debtor = 0; debtor < debtors; debtor++) {
        double x = random.nextDouble();
        int action = random.nextInt(2);
        double reward = x * action + 1 + random.nextGaussian();
        for (int copy = 0; copy < copies; copy++) {
          int i = debtor * copies + copy;
          actions[i] = action;
          propensities[i] = 0.5;
          rewards[i] = reward;
          clusters[i] = debtor;
          policy[i] = new double[] {1 - x, x};
          model[i] = new double[] {1, 1};
        }
      }
      return new World(new DecisionLog(actions, 2, propensities, rewards, clusters), policy, model);
    }

    OffPolicyReport report() {
      return EvaluatePolicy.of(log, policy, model, NO_THRESHOLD);
    }
  }
}
