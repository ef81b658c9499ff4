package io.quittance.laboratory.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.laboratory.training.Dimension;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.Parameters;
import io.quittance.laboratory.training.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/// Both samplers on functions whose minimum is published, with two trials under way at once as in a
/// study. The seeds are fixed, so each count of wins is too.
final class SamplerTest {

  private static final int SEEDS = 20;

  /// Branin and Hoo: minimum 0.397887.
  private static final Domain BRANIN =
      domain(new Dimension.Real("x", -5, 10, false), new Dimension.Real("y", 0, 15, false));

  /// Hartmann 6: minimum -3.32237.
  private static final Domain HARTMANN = domain(unitDimensions(6));

  @Test
  void tpeBeatsRandomOnBranin() {
    assertWins(BRANIN, SamplerTest::branin, 50, 17);
  }

  @Test
  void tpeBeatsRandomOnHartmann() {
    assertWins(HARTMANN, SamplerTest::hartmann, 60, 16);
  }

  @Test
  void tpeBeatsRandomOnANoisyFunction() {
    assertWins(HARTMANN, point -> hartmann(point) + 0.1 * noise(point), 60, 16);
  }

  @Test
  void tpeBeatsRandomOnAConditionalSpaceOfMixedDimensions() {
    assertWins(conditional(), SamplerTest::conditionalLoss, 40, 16);
  }

  @Test
  void tpeBeatsRandomOnALogarithmicScale() {
    Domain domain =
        domain(
            new Dimension.Real("rate", 1e-4, 1, true),
            new Dimension.Whole("leaves", 2, 512, true),
            new Dimension.Real("share", 0.3, 1, false));
    assertWins(domain, SamplerTest::boosterLike, 25, 13);
  }

  @Test
  void aSuggestionIsAFunctionOfSeedIndexAndResults() {
    Sampler first = new TpeSampler(HARTMANN, 5);
    Sampler second = new TpeSampler(HARTMANN, 5);
    List<Observation> seen = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Point point = first.suggest(i, seen, List.of());
      seen.add(new Observation(point, 0, hartmann(point)));
    }
    Point again = second.suggest(12, seen, List.of());
    assertEquals(first.suggest(12, seen, List.of()), again);
    assertTrue(!new TpeSampler(HARTMANN, 6).suggest(12, seen, List.of()).equals(again));
  }

  @Test
  void defaultsComeFirst() {
    for (Strategy strategy : Strategy.values()) {
      Sampler sampler = strategy.sampler(conditional(), 3);
      for (int i = 0; i < 2; i++) {
        Domain.Branch branch = conditional().branches().get(i);
        assertEquals(
            new Point(branch.family(), branch.defaults()),
            sampler.suggest(i, List.of(), List.of()));
      }
    }
  }

  @Test
  void suggestionsStayInside() {
    Sampler sampler = new TpeSampler(conditional(), 8);
    List<Observation> seen = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Point point = sampler.suggest(i, seen, List.of());
      Parameters at = point.parameters();
      if (point.family() == Family.XGBOOST) {
        assertTrue(at.number("depth") >= 1 && at.number("depth") <= 8);
        assertEquals(Math.rint(at.number("depth")), at.number("depth"));
        assertTrue(at.number("rate") >= 0.001 && at.number("rate") <= 1);
      } else {
        assertTrue(List.of(0.0, 1.0, 2.0).contains(at.number("kind")));
      }
      seen.add(new Observation(point, i % 7 == 0 ? 3 : 0, conditionalLoss(point)));
    }
  }

  @Test
  void aTrialUnderWayIsNotSuggestedAgain() {
    Domain few = domain(new Dimension.Whole("n", 1, 12, false));
    Sampler sampler = new TpeSampler(few, 1);
    List<Observation> seen = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Point point = sampler.suggest(i, seen, List.of());
      seen.add(new Observation(point, 0, point.parameters().number("n")));
    }
    Point pending = sampler.suggest(6, seen, List.of());
    Point next = sampler.suggest(7, seen, List.of(pending));
    assertTrue(!next.equals(pending));
  }

  private static void assertWins(
      Domain domain, ToDoubleFunction<Point> loss, int budget, int least) {
    int wins = 0;
    int losses = 0;
    double difference = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      double tpe = best(new TpeSampler(domain, 100 + seed), loss, budget);
      double random = best(new RandomSampler(domain, 100 + seed), loss, budget);
      wins += tpe < random ? 1 : 0;
      losses += tpe > random ? 1 : 0;
      difference += (random - tpe) / SEEDS;
    }
    String outcome = wins + " wins, " + losses + " losses, mean gain " + difference;
    System.getLogger("samplers").log(System.Logger.Level.INFO, outcome);
    assertTrue(wins >= least, outcome);
    assertTrue(difference > 0, outcome);
  }

  private static double best(Sampler sampler, ToDoubleFunction<Point> loss, int budget) {
    List<Observation> all = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < budget; i++) {
      List<Observation> known = all.subList(0, Math.max(0, i - 1));
      List<Point> pending = i == 0 ? List.of() : List.of(all.get(i - 1).point());
      Point point = sampler.suggest(i, known, pending);
      double value = loss.applyAsDouble(point);
      best = Math.min(best, value);
      all.add(new Observation(point, 0, value));
    }
    return best;
  }

  private static double branin(Point point) {
    double x = point.parameters().number("x");
    double y = point.parameters().number("y");
    double b = 5.1 / (4 * Math.PI * Math.PI);
    double bowl = y - b * x * x + 5 / Math.PI * x - 6;
    return bowl * bowl + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  }

  private static double hartmann(Point point) {
    double[] alpha = {1, 1.2, 3, 3.2};
    double[][] a = {
      {10, 3, 17, 3.5, 1.7, 8},
      {0.05, 10, 17, 0.1, 8, 14},
      {3, 3.5, 1.7, 10, 17, 8},
      {17, 8, 0.05, 10, 0.1, 14}
    };
    double[][] p = {
      {1312, 1696, 5569, 124, 8283, 5886},
      {2329, 4135, 8307, 3736, 1004, 9991},
      {2348, 1451, 3522, 2883, 3047, 6650},
      {4047, 8828, 8732, 5743, 1091, 381}
    };
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      double inner = 0;
      for (int j = 0; j < 6; j++) {
        double d = point.parameters().number("x" + j) - 1e-4 * p[i][j];
        inner += a[i][j] * d * d;
      }
      sum += alpha[i] * Math.exp(-inner);
    }
    return -sum;
  }

  private static double noise(Point point) {
    return new SplittableRandom(point.parameters().hashCode()).nextGaussian();
  }

  private static double boosterLike(Point point) {
    double rate = Math.log10(point.parameters().number("rate")) + 1.3;
    double leaves = Math.log(point.parameters().number("leaves") / 24);
    double share = point.parameters().number("share") - 0.75;
    return 0.3 * rate * rate + 0.05 * leaves * leaves + share * share;
  }

  private static double conditionalLoss(Point point) {
    Parameters at = point.parameters();
    if (point.family() == Family.XGBOOST) {
      double depth = at.number("depth") - 4;
      double rate = Math.log10(at.number("rate")) + 1;
      return 0.02 * depth * depth + 0.3 * rate * rate;
    }
    double penalty = Math.log10(at.number("penalty"));
    return 0.5 + 0.2 * at.number("kind") + 0.05 * penalty * penalty;
  }

  private static Domain conditional() {
    return new Domain(
        List.of(
            new Domain.Branch(
                Family.XGBOOST,
                new SearchSpace(
                    List.of(
                        new Dimension.Whole("depth", 1, 8, false),
                        new Dimension.Real("rate", 0.001, 1, true))),
                Parameters.of(Map.of("depth", 8.0, "rate", 0.9))),
            new Domain.Branch(
                Family.LOGISTIC_REGRESSION,
                new SearchSpace(
                    List.of(
                        new Dimension.Choice("kind", List.of(0.0, 1.0, 2.0)),
                        new Dimension.Real("penalty", 0.01, 100, true))),
                Parameters.of(Map.of("kind", 1.0, "penalty", 10.0)))));
  }

  private static Dimension[] unitDimensions(int count) {
    Dimension[] dimensions = new Dimension[count];
    for (int i = 0; i < count; i++) {
      dimensions[i] = new Dimension.Real("x" + i, 0, 1, false);
    }
    return dimensions;
  }

  /// The defaults are the middle of the lower half: good for nothing.
  private static Domain domain(Dimension... dimensions) {
    Map<String, Double> defaults = new HashMap<>();
    for (Dimension dimension : dimensions) {
      defaults.put(dimension.name(), Axis.of(dimension).value(0.25));
    }
    return new Domain(
        List.of(
            new Domain.Branch(
                Family.XGBOOST, new SearchSpace(List.of(dimensions)), Parameters.of(defaults))));
  }
}
