package io.quittance.laboratory.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.dataset.Folds;
import io.quittance.laboratory.search.TinyTrainer;
import io.quittance.laboratory.training.Family;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Members that each know a half of what there is to know, and members that know nothing more.
final class CompareCombinationsTest {

  private final Examples rows = TinyTrainer.rows(4_000, 7);
  private final Folds folds = Folds.stratified(rows.labels(), 4, 1);

  @Test
  void halvesOfTheTruthAreStacked() {
    double[] first = new double[rows.size()];
    double[] second = new double[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      first[i] = 1.2 * rows.value(i, 0) - 0.7;
      second[i] = -0.8 * rows.value(i, 1) - 0.7;
    }
    List<CombinationResult> results = compare(first, second);
    assertTrue(results.getFirst().chosen(), results.toString());
    assertTrue(results.getFirst().gain() > 0.02);
    assertEquals(0.52, results.getFirst().logLoss(), 0.03);
    assertTrue(!results.getLast().chosen());
  }

  @Test
  void aMemberThatAddsNothingIsNotWorthACombination() {
    SplittableRandom random = new SplittableRandom(3);
    double[] truth = new double[rows.size()];
    double[] noisy = new double[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      truth[i] = 1.2 * rows.value(i, 0) - 0.8 * rows.value(i, 1) - 0.7;
      noisy[i] = truth[i] + random.nextGaussian();
    }
    List<CombinationResult> results = compare(truth, noisy);
    assertTrue(results.stream().noneMatch(CombinationResult::chosen), results.toString());
    assertTrue(results.getFirst().words().endsWith("not better beyond noise"));
  }

  @Test
  void theStandardErrorIsThatOfTheMeanDifference() {
    SplittableRandom random = new SplittableRandom(4);
    int repetitions = 200;
    double sum = 0;
    double squares = 0;
    double told = 0;
    for (int repetition = 0; repetition < repetitions; repetition++) {
      Examples drawn = TinyTrainer.rows(400, 1_000 + repetition);
      double[] first = new double[400];
      double[] second = new double[400];
      for (int i = 0; i < 400; i++) {
        double truth = 1.2 * drawn.value(i, 0) - 0.8 * drawn.value(i, 1) - 0.7;
        first[i] = truth + 0.5 * random.nextGaussian();
        second[i] = truth + 0.5 * random.nextGaussian();
      }
      Folds division = Folds.stratified(drawn.labels(), 4, 1);
      CombinationResult vote =
          new CompareCombinations(drawn, division, members(first, second))
              .run(Set.of(Combination.SOFT_VOTE))
              .getFirst();
      sum += vote.gain();
      squares += vote.gain() * vote.gain();
      told += vote.standardError() / repetitions;
    }
    double spread = Math.sqrt(squares / repetitions - Math.pow(sum / repetitions, 2));
    assertEquals(spread, told, 0.15 * spread);
  }

  private List<CombinationResult> compare(double[] best, double[] second) {
    return new CompareCombinations(rows, folds, members(best, second))
        .run(Set.of(Combination.values()));
  }

  private static List<CompareCombinations.Member> members(double[] first, double[] second) {
    return List.of(
        new CompareCombinations.Member(Family.XGBOOST, first),
        new CompareCombinations.Member(Family.LOGISTIC_REGRESSION, second));
  }
}
