package io.quittance.core.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeLongTest {

  @Test
  void agreesWithTheDefinitionByPairs() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 30; round++) {
      int n = 10 + random.nextInt(80);
      boolean[] labels = new boolean[n];
      double[] first = new double[n];
      double[] second = new double[n];
      for (int i = 0; i < n; i++) {
        labels[i] = i < 2 || (i > 4 && random.nextInt(3) == 0);
        first[i] = random.nextInt(15) + (labels[i] ? 3 : 0);
        second[i] = first[i] / 2 + random.nextInt(9);
      }

      DeLong.Comparison comparison = DeLong.compare(first, second, labels);

      double[][] v = {positives(first, labels), positives(second, labels)};
      double[][] w = {negatives(first, labels), negatives(second, labels)};
      double variance =
          (covariance(v[0], v[0]) + covariance(v[1], v[1]) - 2 * covariance(v[0], v[1]))
                  / v[0].length
              + (covariance(w[0], w[0]) + covariance(w[1], w[1]) - 2 * covariance(w[0], w[1]))
                  / w[0].length;
      assertEquals(ClassificationMetrics.auc(first, labels), comparison.first(), 1e-12);
      assertEquals(mean(v[1]), comparison.second(), 1e-12);
      assertEquals(variance, comparison.variance(), 1e-12);
      assertEquals(
          covariance(v[0], v[0]) / v[0].length + covariance(w[0], w[0]) / w[0].length,
          DeLong.auc(first, labels).variance(),
          1e-12);
      assertEquals(comparison.difference(), -DeLong.compare(second, first, labels).difference(), 0);
    }
  }

  private static double[] positives(double[] scores, boolean[] labels) {
    return components(scores, labels, true);
  }

  private static double[] negatives(double[] scores, boolean[] labels) {
    return components(scores, labels, false);
  }

  private static double[] components(double[] scores, boolean[] labels, boolean side) {
    java.util.List<Double> list = new java.util.ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      if (labels[i] == side) {
        double sum = 0;
        int n = 0;
        for (int j = 0; j < scores.length; j++) {
          if (labels[j] != side) {
            double high = side ? scores[i] : scores[j];
            double low = side ? scores[j] : scores[i];
            sum += high > low ? 1 : high == low ? 0.5 : 0;
            n++;
          }
        }
        list.add(sum / n);
      }
    }
    return list.stream().mapToDouble(x -> x).toArray();
  }

  private static double covariance(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - mean(x)) * (y[i] - mean(y));
    }
    return sum / (x.length - 1);
  }

  private static double mean(double[] x) {
    return java.util.Arrays.stream(x).average().orElseThrow();
  }

  @Test
  void coversTheTruthAboutAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(9);
    double truth = 0.760249938906523; // Φ(1 / √2)
    int covered = 0;
    for (int round = 0; round < 400; round++) {
      double[] scores = new double[200];
      boolean[] labels = new boolean[200];
      for (int i = 0; i < 200; i++) {
        labels[i] = i % 4 == 0;
        scores[i] = random.nextGaussian() + (labels[i] ? 1 : 0);
      }
      DeLong.Auc auc = DeLong.auc(scores, labels);
      covered += auc.lower() <= truth && truth <= auc.upper() ? 1 : 0;
    }

    assertEquals(0.95, covered / 400.0, 0.03);
  }

  @Test
  void findsNoDifferenceBetweenScoresThatRankAlike() {
    double[] scores = {1, 2, 3, 4, 5};
    double[] cubes = {1, 8, 27, 64, 125};
    boolean[] labels = {false, true, false, true, true};

    DeLong.Comparison comparison = DeLong.compare(scores, cubes, labels);

    assertEquals(0, comparison.difference());
    assertEquals(0, comparison.variance(), 1e-15);
    assertEquals(1, comparison.pValue(), 1e-15);
  }

  @Test
  void isSureOfAGreatDifference() {
    SplittableRandom random = new SplittableRandom(2);
    double[] good = new double[1000];
    double[] poor = new double[1000];
    boolean[] labels = new boolean[1000];
    for (int i = 0; i < 1000; i++) {
      labels[i] = random.nextBoolean();
      good[i] = random.nextGaussian() + (labels[i] ? 2 : 0);
      poor[i] = random.nextGaussian();
    }

    DeLong.Comparison comparison = DeLong.compare(good, poor, labels);

    assertTrue(comparison.lower() > 0.3);
    assertTrue(comparison.pValue() < 1e-9);
  }

  @Test
  void needsTwoRowsOfEachClass() {
    assertThrows(
        IllegalArgumentException.class,
        () -> DeLong.auc(new double[] {1, 2, 3}, new boolean[] {true, false, false}));
  }
}
