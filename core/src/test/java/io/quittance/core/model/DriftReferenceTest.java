package io.quittance.core.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.metric.Psi;
import io.quittance.core.model.FeatureReference.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class DriftReferenceTest {

  private static FeatureReference of(int n, IntToDoubleFunction value) {
    float[][] rows = new float[n][1];
    for (int i = 0; i < n; i++) {
      rows[i][0] = (float) value.applyAsDouble(i);
    }
    return DriftReference.of(List.of("x"), rows, new double[n]).feature("x");
  }

  @Test
  void cutsAContinuousFeatureIntoTenths() {
    FeatureReference reference = of(1000, i -> i);

    assertEquals(Kind.NUMERIC, reference.kind());
    assertEquals(9, reference.edges().length);
    assertArrayEquals(
        new long[] {100, 100, 100, 100, 100, 100, 100, 100, 100, 100}, reference.counts());
    assertEquals(12, reference.bins());
    assertEquals(0, reference.binOf(-5f));
    assertEquals(0, reference.binOf(99f));
    assertEquals(1, reference.binOf(99.5f));
    assertEquals(9, reference.binOf(1e9f));
    assertEquals(10, reference.binOf(Float.NaN));
    assertEquals(11, reference.binOf(Float.POSITIVE_INFINITY));
    assertEquals(499.5, reference.mean(), 1e-9);
    assertEquals(288.8194360957494, reference.sd(), 1e-9);
  }

  @Test
  void seesAZeroInflatedFeatureMoveEitherWay() {
    SplittableRandom random = new SplittableRandom(1);
    FeatureReference above = of(5000, i -> i % 20 == 0 ? random.nextDouble(1, 9) : 0);
    FeatureReference below = of(5000, i -> i % 20 == 0 ? random.nextDouble(-9, -1) : 0);

    for (FeatureReference reference : List.of(above, below)) {
      double sign = Math.signum(reference.mean());
      long[] current = new long[reference.bins()];
      for (int i = 0; i < 5000; i++) {
        current[reference.binOf(i % 2 == 0 ? sign * random.nextDouble(1, 9) : 0)]++;
      }
      assertTrue(Psi.psi(reference.binCounts(), current) > 1);
    }
  }

  @Test
  void binsFewValuesByValueAndUnseenOnesAsOther() {
    FeatureReference reference = of(90, i -> i % 3);

    assertEquals(Kind.CATEGORICAL, reference.kind());
    assertArrayEquals(new double[] {0, 1, 2}, reference.edges());
    assertArrayEquals(new long[] {30, 30, 30, 0, 0}, reference.binCounts());
    assertEquals(0, reference.binOf(-0.0f));
    assertEquals(4, reference.binOf(7f));
    assertEquals(3, reference.binOf(Float.NaN));
  }

  @Test
  void countsMissingAndInfiniteApart() {
    FeatureReference reference =
        of(100, i -> i < 30 ? Double.NaN : i < 40 ? Double.POSITIVE_INFINITY : i);

    assertEquals(30, reference.missing());
    assertEquals(10, reference.other());
    assertEquals(60, Arrays.stream(reference.counts()).sum());
    assertEquals(40, reference.min());
  }

  @Test
  void keepsTheMostFrequentOfManyCategories() {
    float[][] rows = new float[1100][1];
    for (int i = 0; i < 1100; i++) {
      rows[i][0] = i < 1000 ? i % 100 : i;
    }

    FeatureReference reference =
        DriftReference.of(List.of("code"), Set.of("code"), rows, new double[1100]).feature("code");

    assertEquals(100, reference.edges().length);
    assertEquals(100, reference.other());
  }

  @Test
  void standsAnEmptyFeature() {
    FeatureReference reference = of(10, i -> Double.NaN);

    assertEquals(2, reference.bins());
    assertTrue(Double.isNaN(reference.mean()));
    DriftReference whole =
        DriftReference.of(List.of("x"), new float[][] {{Float.NaN}}, new double[] {0.5});
    assertArrayEquals(whole.toJson(), DriftReference.fromJson(whole.toJson()).toJson());
  }

  @Test
  void everyRowFallsIntoOneBinAndEveryBinIsUsed() {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 200; round++) {
      int n = 25 + random.nextInt(300);
      int heavy = random.nextInt(1, 100);
      FeatureReference reference =
          of(n, i -> random.nextInt(100) < heavy ? random.nextInt(3) : random.nextGaussian());
      assertEquals(n, Arrays.stream(reference.binCounts()).sum());
      assertTrue(Arrays.stream(reference.counts()).allMatch(count -> count > 0));
    }
  }
}
