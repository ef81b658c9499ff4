package io.quittance.core.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.explain.AdjustableFeature.Direction;
import io.quittance.core.explain.AdjustableFeature.Kind;
import io.quittance.core.explain.Counterfactuals.Change;
import io.quittance.core.explain.Counterfactuals.Counterfactual;
import io.quittance.core.explain.Counterfactuals.Settings;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.RandomForests;
import io.quittance.core.model.DriftReference;
import io.quittance.core.model.FeatureReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CounterfactualsTest {

  private static final double PER_CHANGE = 0.5;

  /// Against every combination of the candidates.
  @Test
  void isNearTheCheapestFlipOfTheGrid() {
    SplittableRandom random = new SplittableRandom(2);
    int flips = 0;
    double worst = 0;
    for (int round = 0; round < 150; round++) {
      int features = 2 + round % 4;
      MarginFunction model = forest(random, features, 10);
      List<AdjustableFeature> adjustable = adjustable(random, features, 5);
      float[] row = RandomForests.rows(random, features, 1, 0.1)[0];
      double threshold = model.margin(row) + random.nextDouble(-0.8, 0.8);
      double best = cheapestOfGrid(model, adjustable, row, threshold, 0);
      List<Counterfactual> found =
          new Counterfactuals(model, adjustable, new Settings(2, features, PER_CHANGE, 32, 20_000))
              .find(row, threshold);
      if (best < Double.POSITIVE_INFINITY) {
        flips++;
        assertFalse(found.isEmpty(), "a flip that the grid has");
        worst = Math.max(worst, found.getFirst().cost() / best);
      }
    }
    assertTrue(flips > 60, flips + " rows could be turned");
    assertTrue(worst <= 1.05, "worst ratio " + worst);
  }

  private static double cheapestOfGrid(
      MarginFunction model,
      List<AdjustableFeature> features,
      float[] row,
      double threshold,
      int j) {
    List<float[]> grid = new ArrayList<>(List.of(row));
    for (int f = j; f < row.length; f++) {
      List<float[]> wider = new ArrayList<>(grid);
      for (float[] start : grid) {
        for (float value : features.get(f).candidates()) {
          if (features.get(f).allows(row[f], value)) {
            float[] other = start.clone();
            other[f] = value;
            wider.add(other);
          }
        }
      }
      grid = wider;
    }
    CounterfactualSearch flip =
        new CounterfactualSearch(model, features, PER_CHANGE, row, threshold);
    double[] margins = model.margins(grid.toArray(float[][]::new));
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < margins.length; i++) {
      if (flip.flips(margins[i])) {
        best = Math.min(best, flip.cost(grid.get(i)));
      }
    }
    return best;
  }

  @Test
  void neverBreaksARuleAndAlwaysTurnsTheDecision() {
    SplittableRandom random = new SplittableRandom(3);
    int returned = 0;
    for (int round = 0; round < 150; round++) {
      int features = 3 + round % 10;
      MarginFunction model = forest(random, features, 20);
      List<AdjustableFeature> adjustable = adjustable(random, features, 8);
      float[] row = RandomForests.rows(random, features, 1, 0.1)[0];
      double margin = model.margin(row);
      double threshold = margin + random.nextDouble(-0.6, 0.6);
      Settings settings = new Settings(3, 3, PER_CHANGE, 16, 3000);
      Counterfactuals counterfactuals = new Counterfactuals(model, adjustable, settings);
      List<Counterfactual> found = counterfactuals.find(row, threshold);

      assertTrue(found.size() <= 3);
      List<Set<Integer>> sets = new ArrayList<>();
      double before = 0;
      for (Counterfactual one : found) {
        check(one, model, adjustable, row, threshold);
        assertTrue(one.cost() >= before);
        before = one.cost();
        Set<Integer> changed = new HashSet<>();
        one.changes().forEach(change -> changed.add(change.feature()));
        assertTrue(sets.stream().noneMatch(changed::containsAll));
        sets.add(changed);
        returned++;
      }
    }
    assertTrue(returned > 150, returned + " counterfactuals");
  }

  private static void check(
      Counterfactual one,
      MarginFunction model,
      List<AdjustableFeature> features,
      float[] row,
      double threshold) {
    assertTrue(!one.changes().isEmpty() && one.changes().size() <= 3);
    float[] replayed = row.clone();
    double cost = 0;
    for (Change change : one.changes()) {
      AdjustableFeature feature = features.get(change.feature());
      assertNotEquals(Direction.FIXED, feature.direction());
      assertEquals(feature.name(), change.name());
      assertEquals(row[change.feature()], change.from());
      assertTrue(change.to() >= feature.min() && change.to() <= feature.max());
      switch (feature.kind()) {
        case REAL -> checkDirection(feature.direction(), change);
        case WHOLE -> {
          checkDirection(feature.direction(), change);
          assertEquals(change.to(), Math.rint(change.to()));
        }
        case CATEGORY ->
            assertTrue(
                IntStream.range(0, feature.candidates().length)
                    .anyMatch(i -> feature.candidates()[i] == change.to()));
      }
      cost += PER_CHANGE + feature.cost(change.from(), change.to());
      replayed[change.feature()] = change.to();
    }
    assertArrayEquals(replayed, one.row());
    assertEquals(model.margin(replayed), one.margin());
    assertNotEquals(model.margin(row) >= threshold, one.margin() >= threshold);
    assertEquals(cost, one.cost(), 1e-9);
  }

  private static void checkDirection(Direction direction, Change change) {
    switch (direction) {
      case FIXED -> throw new AssertionError("a fixed feature moved");
      case UP -> assertTrue(Float.isNaN(change.from()) || change.to() > change.from());
      case DOWN -> assertTrue(Float.isNaN(change.from()) || change.to() < change.from());
      case BOTH -> assertNotEquals(change.from(), change.to());
    }
  }

  @Test
  void stopsJustBeyondTheThresholdOfALinearModel() {
    MarginFunction model = Shapley.model(3, row -> 2.0 * row[0] + row[1] - row[2]);
    float[] candidates = {-4, -2, 0, 2, 4};
    List<AdjustableFeature> features =
        List.of(
            new AdjustableFeature("a", Kind.REAL, Direction.BOTH, -4, 4, 1, candidates),
            new AdjustableFeature("b", Kind.WHOLE, Direction.UP, -4, 4, 1, candidates),
            AdjustableFeature.fixed("c"));
    List<Counterfactual> found =
        new Counterfactuals(model, features, Settings.standard()).find(new float[3], 1.5);

    assertEquals(2, found.size());
    assertEquals(0.75, found.get(0).row()[0], 1e-3);
    assertTrue(found.get(0).margin() >= 1.5);
    assertArrayEquals(new float[] {0, 2, 0}, found.get(1).row());
  }

  @Test
  void findsNothingWhereNothingMayMove() {
    MarginFunction model = Shapley.model(1, row -> row[0]);
    Counterfactuals fixed =
        new Counterfactuals(model, List.of(AdjustableFeature.fixed("a")), Settings.standard());

    assertEquals(List.of(), fixed.find(new float[] {1}, 2));
    assertThrows(IllegalArgumentException.class, () -> fixed.find(new float[2], 2));
  }

  @Test
  void keepsToItsBudgetAndRepeatsItself() {
    SplittableRandom random = new SplittableRandom(5);
    AtomicInteger asked = new AtomicInteger();
    MarginFunction forest = forest(random, 20, 30);
    MarginFunction counting =
        (rows, n, out) -> {
          asked.addAndGet(n);
          forest.margins(rows, n, out);
        };
    List<AdjustableFeature> adjustable = adjustable(random, 20, 12);
    Counterfactuals counterfactuals =
        new Counterfactuals(counting, adjustable, new Settings(3, 4, PER_CHANGE, 32, 2000));
    for (float[] row : RandomForests.rows(random, 20, 10, 0.1)) {
      double threshold = forest.margin(row) + 0.7;
      asked.set(0);
      List<Counterfactual> found = counterfactuals.find(row, threshold);

      assertTrue(asked.get() <= 2000 + 12 * 400, asked + " margins");
      List<Counterfactual> again = counterfactuals.find(row, threshold);
      assertEquals(found.size(), again.size());
      for (int i = 0; i < found.size(); i++) {
        assertArrayEquals(found.get(i).row(), again.get(i).row());
      }
    }
  }

  @Test
  void takesItsCandidatesFromTheReference() {
    float[][] rows = RandomForests.rows(new SplittableRandom(6), 1, 400, 0);
    AdjustableFeature feature =
        AdjustableFeature.of(
            DriftReference.of(List.of("a"), rows, new double[] {0.5}).features().getFirst(),
            Kind.WHOLE,
            Direction.UP);

    assertTrue(feature.candidates().length >= 3);
    for (float value : feature.candidates()) {
      assertEquals(value, Math.rint(value));
    }
    assertTrue(feature.allows(0, 1) && !feature.allows(1, 0) && !feature.allows(0, 0.5f));
    assertTrue(feature.allows(Float.NaN, 1) && !feature.allows(0, Float.NaN));
  }

  @Test
  void infersWholeNumbersFromTheReference() {
    float[][] rows = RandomForests.rows(new SplittableRandom(6), 3, 400, 0);
    for (float[] row : rows) {
      row[1] = (float) Math.rint(10 * row[1]);
      row[2] = (float) Math.rint(row[2]);
    }
    List<FeatureReference> references =
        DriftReference.of(List.of("real", "many", "few"), rows, new double[] {0.5}).features();

    assertEquals(Kind.REAL, Kind.of(references.get(0), false));
    assertEquals(Kind.WHOLE, Kind.of(references.get(1), false));
    assertEquals(Kind.WHOLE, Kind.of(references.get(2), false));
    assertEquals(Kind.CATEGORY, Kind.of(references.get(2), true));
  }

  @Test
  void narrowerBoundsHoldToo() {
    AdjustableFeature feature =
        new AdjustableFeature("a", Kind.REAL, Direction.BOTH, -4, 4, 1, new float[] {-4, 0, 4});

    assertTrue(feature.within(-1, 9).allows(0, 4) && !feature.within(-1, 9).allows(0, -4));
    assertEquals(4, feature.within(-1, 9).max());
    assertEquals(Direction.FIXED, feature.within(5, 9).direction());
  }

  /// Against a scan of the margins.
  @Test
  void findsTheMarginAtWhichAProbabilityIsReached() {
    List<Calibration> calibrations =
        List.of(
            Calibration.IDENTITY,
            new Calibration.Logistic(0.7, 0.2),
            new Calibration.Beta(0.4, 1.3, -0.1),
            new Calibration.Isotonic(List.of(-2.0, -1.0, 0.5, 2.0), List.of(0.1, 0.3, 0.3, 0.8)));
    for (Calibration calibration : calibrations) {
      for (double threshold : new double[] {0.15, 0.3, 0.5, 0.75}) {
        double margin = Counterfactuals.marginAt(calibration::probability, threshold);

        assertTrue(calibration.probability(margin) >= threshold, calibration + " " + threshold);
        for (double below = margin - 1e-9; below > margin - 3; below -= 0.01) {
          assertTrue(calibration.probability(below) <= threshold, calibration + " " + threshold);
        }
        assertTrue(
            calibration.probability(Math.nextDown(margin)) < threshold,
            calibration + " " + threshold);
      }
    }
    assertEquals(
        Double.POSITIVE_INFINITY, Counterfactuals.marginAt(calibrations.get(3)::probability, 0.9));
    assertEquals(
        Double.NEGATIVE_INFINITY, Counterfactuals.marginAt(calibrations.get(3)::probability, 0.05));
    Counterfactuals anything =
        new Counterfactuals(
            Shapley.model(1, row -> row[0]),
            List.of(
                new AdjustableFeature("a", Kind.REAL, Direction.BOTH, 0, 9, 1, new float[] {9})),
            Settings.standard());
    assertEquals(List.of(), anything.find(new float[] {1}, Double.POSITIVE_INFINITY));
  }

  private static MarginFunction forest(SplittableRandom random, int features, int trees) {
    return FlatForest.compile(
            RandomForests.forest(random, features, trees, 4, 0.9), Calibration.IDENTITY)
        ::margins;
  }

  private static List<AdjustableFeature> adjustable(
      SplittableRandom random, int features, int values) {
    List<AdjustableFeature> list = new ArrayList<>();
    for (int j = 0; j < features; j++) {
      Kind kind = Kind.values()[random.nextInt(3)];
      Direction direction = Direction.values()[random.nextInt(4)];
      double from = kind == Kind.REAL ? -2.7 : -2;
      float[] candidates = new float[values];
      for (int i = 0; i < values; i++) {
        double value = from + 5.0 * i / (values - 1);
        candidates[i] = (float) (kind == Kind.REAL ? value : -2 + i % 6);
      }
      if (kind != Kind.REAL) {
        candidates = Arrays.copyOf(candidates, Math.min(values, 6));
      }
      list.add(new AdjustableFeature("f" + j, kind, direction, -2.5, 2.5, 1.4, candidates));
    }
    return list;
  }
}
