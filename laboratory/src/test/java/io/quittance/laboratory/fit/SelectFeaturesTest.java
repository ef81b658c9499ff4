package io.quittance.laboratory.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.dataset.Folds;
import io.quittance.laboratory.explain.ImportanceSelection.Judged;
import io.quittance.laboratory.search.Budget;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.Limits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SelectFeaturesTest {

  private static final Limits LIMITS = new Limits(60, 8, 3, 32, 11);
  private static final List<Column> COLUMNS =
      List.of(
          Column.numeric("strong"),
          Column.numeric("noise-1"),
          new Column("region", List.of("north", "south", "west")),
          Column.numeric("weaker"),
          Column.numeric("noise-2"),
          new Column("noise-3", List.of("a", "b", "c", "d")),
          Column.numeric("noise-4"));

  private final Examples train = rows(3_000);
  private final Folds folds = Folds.stratified(train.labels(), 3, 5);

  @ParameterizedTest
  @EnumSource(names = {"XGBOOST", "LIGHTGBM", "RANDOM_FOREST", "LOGISTIC_REGRESSION"})
  void noiseIsDroppedAndWhatInformsIsKept(Family family) {
    FitPlan plan = plan(family);
    Fitted fitted = FitModel.run(train, folds, rows(500), plan, FitProgress.NONE);
    SelectedFeatures selection =
        SelectFeatures.run(train, folds, fitted, plan, FitProgress.NONE).orElseThrow();
    assertEquals(List.of("strong", "region", "weaker"), selection.kept(), selection.toString());
    assertEquals(4, selection.dropped().size());
    Judged strong = selection.features().getFirst();
    assertTrue(strong.mean() > 0.05, strong.toString());
    assertEquals(1, strong.beats());
    assertEquals(family, selection.family());
    assertEquals(3, selection.folds());
  }

  @Test
  void ofACombinationTheBestForestIsJudgedAndRepeatedItSaysTheSame() {
    FitPlan plan = plan(Family.LOGISTIC_REGRESSION, Family.XGBOOST);
    Fitted fitted = FitModel.run(train, folds, rows(500), plan, FitProgress.NONE);
    Fitted combined =
        new Fitted(
            "soft-vote",
            fitted.framework(),
            fitted.model(),
            fitted.calibration(),
            fitted.calibrationChoice(),
            fitted.history(),
            fitted.families(),
            fitted.combinations());
    Optional<SelectedFeatures> first =
        SelectFeatures.run(train, folds, combined, plan, FitProgress.NONE);
    Optional<SelectedFeatures> second =
        SelectFeatures.run(train, folds, combined, plan.withThreads(1), FitProgress.NONE);
    assertEquals(Family.XGBOOST, first.orElseThrow().family());
    assertEquals(first, second);
  }

  private static FitPlan plan(Family... families) {
    return FitPlan.of(
            Stream.of(families).map(family -> Trainers.of(family).orElseThrow()).toList(),
            new Budget.Trials(2),
            LIMITS)
        .withCombinations(Set.of());
  }

  private static Examples rows(int count) {
    SplittableRandom random = new SplittableRandom(count);
    int width = COLUMNS.size();
    float[] values = new float[count * width];
    boolean[] labels = new boolean[count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < width; j++) {
        int kinds = COLUMNS.get(j).categories().size();
        values[i * width + j] = (float) (kinds > 0 ? random.nextInt(kinds) : random.nextGaussian());
      }
      double odds =
          1.5 * values[i * width]
              + (values[i * width + 2] == 1 ? 1.5 : 0)
              + 0.6 * values[i * width + 3]
              - 1;
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-odds));
    }
    return Examples.of(COLUMNS, values, labels);
  }
}
