package io.quittance.laboratory.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.core.onnx.write.OnnxForestWriter;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.dataset.Folds;
import io.quittance.laboratory.search.Budget;
import io.quittance.laboratory.search.SearchStatus;
import io.quittance.laboratory.search.TinyTrainer;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.LogLoss;
import io.quittance.laboratory.training.ModelForm;
import io.quittance.laboratory.training.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FitModelTest {

  private static final Limits LIMITS = new Limits(40, 8, 3, 32, 11);

  private final Examples train = TinyTrainer.rows(900, 3);
  private final Examples calibration = TinyTrainer.rows(700, 4);
  private final Examples later = TinyTrainer.rows(5_000, 5);
  private final Folds folds = Folds.stratified(train.labels(), 3, 5);

  @TempDir private Path directory;

  @Test
  void theModelIsWorthMoreThanItsDefaults() {
    Fitted fitted = fit(plan(8));
    double loss = LogLoss.of(fitted.model().margins(later), later.labels(), later.weights());
    assertTrue(loss < 0.59, "log loss " + loss);
    assertEquals(8, fitted.history().trials().size());
    assertEquals(2, fitted.families().size());
    assertTrue(
        fitted.families().get(0).best().logLoss() <= fitted.families().get(1).best().logLoss());
    assertEquals(8, fitted.families().stream().mapToInt(FamilyBest::trials).sum());
  }

  @Test
  void repeatedItGivesTheSameGraphByteForByte() {
    byte[] first = onnx(fit(plan(6)));
    byte[] second = onnx(fit(plan(6).withThreads(1)));
    assertArrayEquals(first, second);
  }

  @Test
  void goingOnFromItsJournalItGivesTheSameGraphByteForByte() {
    Path journal = directory.resolve("search.ndjson");
    byte[] first = onnx(fit(plan(6).withJournal(Optional.of(journal))));
    byte[] second = onnx(fit(plan(6).withJournal(Optional.of(journal))));
    assertArrayEquals(first, second);
  }

  @Test
  void bothCombinationsAreComparedOutOfFold() {
    Fitted fitted = fit(plan(6).withCombinations(Set.of(Combination.values())));
    assertEquals(
        List.of(Combination.STACKED, Combination.SOFT_VOTE),
        fitted.combinations().stream().map(CombinationResult::combination).toList());
    for (CombinationResult result : fitted.combinations()) {
      assertEquals(2, result.members().size());
      assertTrue(result.standardError() > 0);
      assertEquals(result.chosen(), fitted.family().equals(result.combination().slug()));
    }
  }

  @Test
  void balancedWeightsShiftTheMarginsAndTheCalibrationShiftsThemBack() {
    Examples rare = rare(4_000, 21);
    Folds division = Folds.stratified(rare.labels(), 3, 5);
    FitPlan plan =
        FitPlan.of(List.of(xgboost()), new Budget.Trials(3), LIMITS)
            .withClassWeights(ClassWeights.BALANCED);
    Fitted fitted = FitModel.run(rare, division, rare(3_000, 22), plan, FitProgress.NONE);
    Examples judge = rare(6_000, 23);
    double[] margins = fitted.model().margins(judge);
    double[] raw = Arrays.stream(margins).map(Calibration.IDENTITY::probability).toArray();
    double rate = (double) judge.positives() / judge.size();
    assertTrue(Arrays.stream(raw).average().orElseThrow() > 2 * rate);
    assertTrue(fitted.calibrationChoice().kept());
    assertEquals(rate, Arrays.stream(fitted.probabilities(margins)).average().orElseThrow(), 0.02);
    assertTrue(
        ClassificationMetrics.expectedCalibrationError(
                fitted.probabilities(margins), judge.labels())
            < 0.03);
  }

  @Test
  void theFamiliesOfTreesAreFittedTogether() {
    List<Trainer> trees = List.of(xgboost(), Trainers.of(Family.LIGHTGBM).orElseThrow());
    Fitted fitted =
        fit(
            FitPlan.of(trees, new Budget.Trials(6), LIMITS)
                .withCombinations(Set.of(Combination.STACKED)));
    assertTrue(fitted.model().form() instanceof ModelForm.Forest);
    double loss = LogLoss.of(fitted.model().margins(later), later.labels(), later.weights());
    assertTrue(loss < 0.57, "log loss " + loss);
  }

  @Test
  void progressIsToldInOrderAndCancels() {
    List<FitProgress.Stage> stages = new ArrayList<>();
    List<SearchStatus> told = new ArrayList<>();
    FitProgress watching =
        new FitProgress() {
          @Override
          public void enter(Stage stage, String detail) {
            stages.add(stage);
          }

          @Override
          public void search(SearchStatus status) {
            told.add(status);
          }

          @Override
          public void check() {
            if (stages.contains(Stage.REFIT)) {
              throw new CancellationException("enough");
            }
          }
        };
    assertThrows(
        CancellationException.class,
        () -> FitModel.run(train, folds, calibration, plan(4), watching));
    assertEquals(List.of(FitProgress.Stage.SEARCH, FitProgress.Stage.REFIT), stages);
    assertEquals(4, told.getLast().done());
  }

  @Test
  void anotherSeedIsAnotherSearch() {
    Limits other = new Limits(40, 8, 3, 32, 12);
    assertNotEquals(
        fit(plan(6)).history().trials().get(4).point(),
        fit(FitPlan.of(tiny(), new Budget.Trials(6), other)).history().trials().get(4).point());
  }

  private Fitted fit(FitPlan plan) {
    return FitModel.run(train, folds, calibration, plan, FitProgress.NONE);
  }

  private static FitPlan plan(int trials) {
    return FitPlan.of(tiny(), new Budget.Trials(trials), LIMITS)
        .withCombinations(Set.of(Combination.STACKED));
  }

  private static List<Trainer> tiny() {
    return List.of(new TinyTrainer(Family.XGBOOST), new TinyTrainer(Family.LIGHTGBM));
  }

  private static Trainer xgboost() {
    return Trainers.of(Family.XGBOOST).orElseThrow();
  }

  private static byte[] onnx(Fitted fitted) {
    return switch (fitted.model().form()) {
      case ModelForm.Forest(var ensemble) -> OnnxForestWriter.write(ensemble, fitted.calibration());
      case ModelForm.Graph _ -> throw new IllegalStateException("stumps are trees");
    };
  }

  /// About one row in twelve is positive.
  private static Examples rare(int rows, long seed) {
    Examples all = TinyTrainer.rows(rows * 2, seed);
    int[] kept =
        IntStream.range(0, all.size()).filter(row -> !all.labels()[row] || row % 6 == 0).toArray();
    return all.pick(kept);
  }
}
