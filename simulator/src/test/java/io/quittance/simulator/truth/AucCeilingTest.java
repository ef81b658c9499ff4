package io.quittance.simulator.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class AucCeilingTest {

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4);

  @Test
  void equalsTheShareOfCorrectlyOrderedPairs() {
    double[] scores = new double[300];
    boolean[] labels = new boolean[300];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextInt(20) / 20.0;
      labels[i] = random.nextDouble() < scores[i];
    }

    double auc = AucCeiling.auc(scores, labels);

    assertEquals(pairs(scores, labels), auc, 1e-12);
  }

  @Test
  void isUndefinedForOneClass() {
    assertTrue(Double.isNaN(AucCeiling.auc(new double[] {0.1, 0.2}, new boolean[] {true, true})));
  }

  private static double pairs(double[] scores, boolean[] labels) {
    double right = 0;
    long pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (labels[i] && !labels[j]) {
          pairs++;
          right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    return right / pairs;
  }

  /// Oracle: a loop over all pairs.
  @Test
  void theExpectedCeilingAgreesWithAllPairs() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    double[] probabilities = new double[60];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = Math.round(random.nextDouble() * 20) / 20.0;
    }

    double concordant = 0;
    double pairs = 0;
    for (int i = 0; i < probabilities.length; i++) {
      for (int j = 0; j < probabilities.length; j++) {
        if (i != j) {
          double weight = probabilities[i] * (1 - probabilities[j]);
          pairs += weight;
          double order = Math.signum(probabilities[i] - probabilities[j]);
          concordant += weight * (order + 1) / 2;
        }
      }
    }

    assertEquals(concordant / pairs, AucCeiling.expected(probabilities), 1e-12);
    assertEquals(0.5, AucCeiling.expected(new double[] {0.3, 0.3, 0.3}), 1e-12);
    assertTrue(Double.isNaN(AucCeiling.expected(new double[] {1, 1})));
  }
}
