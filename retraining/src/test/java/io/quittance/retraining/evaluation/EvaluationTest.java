package io.quittance.retraining.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.model.Calibration;
import io.quittance.core.model.Tree;
import io.quittance.core.model.TreeEnsemble;
import io.quittance.retraining.SyntheticRows;
import io.quittance.retraining.dataset.AccountTimeSplit;
import io.quittance.retraining.training.ForestTrainer;
import io.quittance.retraining.training.Settings;
import io.quittance.retraining.training.TrainedForest;
import io.quittance.retraining.training.XgboostForestTrainer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EvaluationTest {

  private final AccountTimeSplit split = SyntheticRows.split(8_000, 8, 31);

  @Test
  void calibrationLowersTheLogLossOfAnOverconfidentModel() {
    // Given
    TreeEnsemble overconfident = twice(trained().ensemble());
    // When
    Evaluation evaluation = Evaluation.of(overconfident, split);
    // Then
    assertTrue(evaluation.after().logLoss() < evaluation.before().logLoss() - 0.01);
    assertTrue(evaluation.after().calibrationError() < evaluation.before().calibrationError());
    assertEquals(0.5, ((Calibration.Logistic) evaluation.forest().calibration()).slope(), 0.1);
    assertEquals(evaluation.before().auc(), evaluation.after().auc(), 1e-12);
  }

  @Test
  void metricsAreOfTheLastPart() {
    // When
    Evaluation evaluation = Evaluation.of(trained().ensemble(), split);
    // Then
    assertEquals((double) split.evaluation().size(), evaluation.metrics().get("evaluation_rows"));
    assertEquals(
        (double) split.evaluation().positives(), evaluation.metrics().get("evaluation_positives"));
    assertTrue(evaluation.auc().lower() < evaluation.auc().auc());
  }

  private TrainedForest trained() {
    return new XgboostForestTrainer()
        .train(
            split.train(),
            split.calibration(),
            new Settings(3, 0.1, 1, 1, 100, 64, 20, 7),
            ForestTrainer.Progress.NONE);
  }

  /// Every tree two times: margins of twice the confidence.
  private static TreeEnsemble twice(TreeEnsemble ensemble) {
    List<Tree> trees = new ArrayList<>(ensemble.trees());
    trees.addAll(ensemble.trees());
    return new TreeEnsemble(ensemble.features(), 2 * ensemble.baseValue(), trees);
  }
}
