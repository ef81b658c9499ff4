package io.quittance.laboratory.treatment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.effect.EffectDesign;
import io.quittance.core.effect.EffectModel;
import io.quittance.core.forest.FlatForest;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.training.trees.OffsetForest;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FitEffectsTest {

  private static final FitEffects.Settings SETTINGS =
      new FitEffects.Settings(4, 3, new OffsetForest.Size(60, 3, 0.1, 10, 7), 20, 7);

  @Test
  void knownEffectsAreFoundWithinThreeStandardDeviations() {
    EffectModel model =
        FitEffects.fit(KnownWorld.DESIGN, KnownWorld.of(4_000, 4, false, 1), SETTINGS);

    assertNear(KnownWorld.CALL_EFFECT, effect(model, "call", ""));
    assertNear(KnownWorld.CALL_SLOPE, effect(model, "call", "second"));
    assertNear(KnownWorld.PLAN_EFFECT, effect(model, "plan", ""));
    assertNear(0, effect(model, "plan", "second"));
  }

  @Test
  void probabilitiesAreCloseToTheTruthAndSharesToTheirMeans() {
    EffectModel model =
        FitEffects.fit(KnownWorld.DESIGN, KnownWorld.of(4_000, 4, false, 2), SETTINGS);

    TreatedRows unseen = KnownWorld.of(500, 1, false, 3);
    double error = 0;
    for (int i = 0; i < unseen.size(); i++) {
      float[] row = unseen.rows().row(i);
      double[] probabilities = model.probabilities(row, new float[] {unseen.modifiers()[i]});
      for (int arm = 0; arm < probabilities.length; arm++) {
        double margin = KnownWorld.baseMargin(row) + KnownWorld.effect(arm, row[1]);
        error += Math.abs(probabilities[arm] - 1 / (1 + Math.exp(-margin)));
      }
    }
    assertTrue(error / (3 * unseen.size()) < 0.03, "mean error " + error / (3 * unseen.size()));
    assertArrayEquals(new double[] {0.3, 0.3, 0.1}, model.shares(), 0.01);
  }

  /// Debtors keep a treatment for twelve weeks and differ in ways that no column holds, but one
  /// column identifies them. A base that has seen a debtor knows what it pays, effect included.
  @Test
  void aBaseThatHasSeenTheDebtorEatsTheEffectAndCrossFittingSavesIt() {
    TreatedRows rows = KnownWorld.of(600, 12, true, 5);
    OffsetForest.Size deep = new OffsetForest.Size(150, 6, 0.2, 1, 7);

    EffectModel crossFitted =
        FitEffects.fit(KnownWorld.DESIGN, rows, new FitEffects.Settings(4, 2, deep, 20, 7));

    double[] seen = new double[rows.size()];
    FlatForest.compile(
            OffsetForest.train(rows.rows(), new double[rows.size()], deep), Calibration.IDENTITY)
        .margins(rows.rows().values(), rows.size(), seen);
    double[][] called =
        IntStream.range(0, rows.size())
            .mapToObj(i -> new double[] {rows.arms()[i] == KnownWorld.NOTHING ? 0 : 1})
            .toArray(double[][]::new);
    double eaten =
        new RidgeLogit(called, rows.rows().labels(), seen, new double[] {0.7}).fit().mean()[0];
    double saved =
        crossFitted.contrast(KnownWorld.CALL, KnownWorld.NOTHING, new float[] {10}).mean();
    assertTrue(Math.abs(eaten) < 0.15, "seen: " + eaten);
    assertTrue(saved > 0.2, "cross-fitted: " + saved);
  }

  /// Most rows without a contact last a quarter of the period and have less time for a payment. Who
  /// takes them for whole ones finds the call twice as strong as it is.
  @Test
  void aShortRowCountsAsShort() {
    TreatedRows whole = KnownWorld.of(4_000, 4, false, 11);
    SplittableRandom random = new SplittableRandom(12);
    boolean[] paid = new boolean[whole.size()];
    double[] exposures = new double[whole.size()];
    for (int i = 0; i < whole.size(); i++) {
      boolean shortened = whole.arms()[i] == KnownWorld.NOTHING && random.nextInt(4) > 0;
      exposures[i] = shortened ? 0.25 : 1;
      double p = Logit.probability(KnownWorld.baseMargin(whole.rows().row(i)));
      boolean inTime = !shortened || random.nextDouble() < 0.25 / (1 - p + 0.25 * p);
      paid[i] = whole.rows().labels()[i] && inTime;
    }
    Examples rows =
        new Examples(whole.rows().columns(), whole.rows().values(), paid, whole.rows().weights());

    EffectModel model =
        FitEffects.fit(
            KnownWorld.DESIGN,
            new TreatedRows(
                rows,
                whole.modifiers(),
                whole.arms(),
                whole.debtors(),
                whole.shares(),
                whole.balances(),
                exposures),
            SETTINGS);

    assertNear(KnownWorld.CALL_EFFECT, effect(model, "call", ""));
  }

  /// With twenty debtors and four weeks each, chance makes an unpenalised effect large. What is
  /// learnt must be nearer to nothing than the prior, in every one of twenty pilots.
  @Test
  void smallPilotsShrinkTowardsNoContact() {
    for (int pilot = 0; pilot < 20; pilot++) {
      EffectModel small =
          FitEffects.fit(
              EffectDesign.of(KnownWorld.ARMS, List.of("second"), 1, 0.1, 0.1, List.of()),
              KnownWorld.of(20, 4, false, 100 + pilot),
              SETTINGS);

      for (EffectModel.Effect effect : small.effects()) {
        assertTrue(Math.abs(effect.mean()) < 0.1, pilot + ": " + effect);
        assertTrue(effect.sd() < 0.1 && effect.sd() > 0.08, pilot + ": " + effect);
      }
    }
  }

  @Test
  void moreWeeksMakeTheEffectSurer() {
    EffectModel few = FitEffects.fit(KnownWorld.DESIGN, KnownWorld.of(200, 4, false, 8), SETTINGS);
    EffectModel many =
        FitEffects.fit(KnownWorld.DESIGN, KnownWorld.of(3_200, 4, false, 8), SETTINGS);

    float[] average = {10};
    double fewSd = few.contrast(KnownWorld.CALL, KnownWorld.NOTHING, average).sd();
    double manySd = many.contrast(KnownWorld.CALL, KnownWorld.NOTHING, average).sd();
    // Sixteen times the data quarters the deviation, except for what the prior contributes.
    assertTrue(manySd < fewSd / 2.5 && manySd > fewSd / 4.5, fewSd + " and " + manySd);
    assertEquals(0, many.contrast(KnownWorld.CALL, KnownWorld.CALL, average).sd(), 1e-12);
  }

  @Test
  void equalRowsGiveEqualModels() {
    TreatedRows rows = KnownWorld.of(200, 4, false, 9);

    EffectModel first = FitEffects.fit(KnownWorld.DESIGN, rows, SETTINGS);
    EffectModel second = FitEffects.fit(KnownWorld.DESIGN, rows, SETTINGS);

    assertEquals(first.effects(), second.effects());
    float[] row = rows.rows().row(0);
    assertArrayEquals(
        first.expected(row, new float[] {12}), second.expected(row, new float[] {12}), 0);
  }

  @Test
  void fewerDebtorsThanFoldsAreRefused() {
    TreatedRows rows = KnownWorld.of(3, 4, false, 9);

    BadDataException refused =
        assertThrows(
            BadDataException.class, () -> FitEffects.fit(KnownWorld.DESIGN, rows, SETTINGS));

    assertEquals("3 debtors cannot be divided into 4 folds", refused.getMessage());
  }

  private static EffectModel.Effect effect(EffectModel model, String factor, String modifier) {
    return model.effects().stream()
        .filter(e -> e.factor().equals(factor) && e.modifier().equals(modifier))
        .findFirst()
        .orElseThrow();
  }

  private static void assertNear(double truth, EffectModel.Effect found) {
    assertTrue(found.sd() < 0.15, found.toString());
    assertEquals(truth, found.mean(), 3 * found.sd(), found.toString());
  }
}
