package io.quittance.laboratory.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.calibration.Calibration;
import io.quittance.laboratory.SyntheticRows;
import io.quittance.laboratory.dataset.AccountTimeSplit;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Trainer;
import io.quittance.laboratory.training.trees.XgboostTrainer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class EvaluationTest {

  private final AccountTimeSplit split = SyntheticRows.split(8_000, 8, 31);

  @Test
  void calibrationLowersTheLogLossOfAnOverconfidentModel() {
    FittedModel trained = trained();
    double[] middle = twice(trained.margins(split.calibration().examples()));
    double[] last = twice(trained.margins(split.evaluation().examples()));
    Calibration.Logistic calibration =
        Calibration.fitLogistic(middle, split.calibration().labels());
    Evaluation evaluation = Evaluation.of(last, split.evaluation().labels(), calibration);
    assertTrue(evaluation.after().logLoss() < evaluation.before().logLoss() - 0.01);
    assertTrue(evaluation.after().calibrationError() < evaluation.before().calibrationError());
    assertEquals(0.5, calibration.slope(), 0.1);
    assertEquals(evaluation.before().auc(), evaluation.after().auc(), 1e-12);
  }

  @Test
  void metricsAreOfTheRowsGiven() {
    Evaluation evaluation =
        Evaluation.of(
            trained().margins(split.evaluation().examples()),
            split.evaluation().labels(),
            Calibration.IDENTITY);
    assertEquals((double) split.evaluation().size(), evaluation.metrics().get("evaluation_rows"));
    assertEquals(
        (double) split.evaluation().positives(), evaluation.metrics().get("evaluation_positives"));
    assertTrue(evaluation.auc().lower() < evaluation.auc().auc());
  }

  private FittedModel trained() {
    Trainer trainer = new XgboostTrainer();
    Limits limits = new Limits(100, 20, 3, 64, 7);
    return trainer.train(
        new Trainer.Task(
            split.train().examples(),
            split.calibration().examples(),
            trainer.defaults(limits),
            limits),
        Trainer.Progress.NONE);
  }

  /// Twice the confidence.
  private static double[] twice(double[] margins) {
    return Arrays.stream(margins).map(margin -> 2 * margin).toArray();
  }
}
