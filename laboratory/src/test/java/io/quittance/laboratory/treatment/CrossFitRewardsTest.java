package io.quittance.laboratory.treatment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.table.problem.BadDataException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CrossFitRewardsTest {

  private static final List<Column> COLUMNS =
      List.of(Column.numeric("first"), Column.numeric("unique"));

  /// The reward is 5 + first² plus, under arm 1, 2 + first, plus noise of deviation 1.
  @Test
  void differencesBetweenArmsAreCloseToTheTruth() {
    int size = 6_000;
    SplittableRandom random = new SplittableRandom(3);
    float[] values = new float[2 * size];
    double[] rewards = new double[size];
    int[] arms = new int[size];
    int[] debtors = new int[size];
    for (int i = 0; i < size; i++) {
      float first = (float) random.nextGaussian();
      values[2 * i] = first;
      values[2 * i + 1] = (float) random.nextGaussian();
      arms[i] = random.nextInt(2);
      debtors[i] = i;
      rewards[i] = 5 + first * first + arms[i] * (2 + first) + random.nextGaussian();
    }

    double[][] predicted =
        CrossFitRewards.predict(
            Examples.of(COLUMNS, values, new boolean[size]), rewards, arms, 2, debtors, 1);

    double error = 0;
    for (int i = 0; i < size; i++) {
      error += Math.abs(predicted[i][1] - predicted[i][0] - 2 - values[2 * i]);
    }
    assertTrue(error / size < 0.15, "mean error of the effect " + error / size);
  }

  /// Each debtor's reward is pure chance, the same in ten rows, and one column identifies the
  /// debtor. A model that had seen the debtor would know the reward.
  @Test
  void noPredictionKnowsTheDebtorsOwnReward() {
    int debtors = 300;
    int size = 10 * debtors;
    SplittableRandom random = new SplittableRandom(4);
    float[] values = new float[2 * size];
    double[] rewards = new double[size];
    int[] arms = new int[size];
    int[] debtorOf = new int[size];
    for (int debtor = 0; debtor < debtors; debtor++) {
      double reward = random.nextGaussian();
      float unique = (float) random.nextGaussian();
      for (int copy = 0; copy < 10; copy++) {
        int i = debtor * 10 + copy;
        values[2 * i + 1] = unique;
        rewards[i] = reward;
        arms[i] = random.nextInt(2);
        debtorOf[i] = debtor;
      }
    }

    double[][] predicted =
        CrossFitRewards.predict(
            Examples.of(COLUMNS, values, new boolean[size]), rewards, arms, 2, debtorOf, 1);

    double product = 0;
    double squares = 0;
    for (int i = 0; i < size; i++) {
      product += predicted[i][arms[i]] * rewards[i];
      squares += rewards[i] * rewards[i];
    }
    assertEquals(0, product / squares, 0.15);
  }

  @Test
  void tooFewDebtorsAreRefused() {
    Examples rows = Examples.of(COLUMNS, new float[6], new boolean[3]);

    BadDataException refused =
        assertThrows(
            BadDataException.class,
            () ->
                CrossFitRewards.predict(
                    rows, new double[3], new int[3], 2, new int[] {0, 1, 2}, 1));

    assertEquals("3 debtors are too few: at least 8 are needed", refused.getMessage());
  }
}
