package io.quittance.laboratory.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.explain.AdditiveShap;
import io.quittance.core.explain.MarginFunction;
import io.quittance.core.explain.SampledShap;
import io.quittance.laboratory.SyntheticExamples;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.fit.Trainers;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Trainer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What the exported graphs of models that are no forests say of themselves holds.
final class ExplainedGraphsTest {

  private static final Examples TRAIN = SyntheticExamples.of(3_000, 28, 1);
  private static final Examples LATER = SyntheticExamples.of(200, 28, 3);
  private static final Limits LIMITS = new Limits(30, 10, 5, 64, 42);

  private static FittedModel train(Family family) {
    Trainer trainer =
        Trainers.all().stream().filter(one -> one.family() == family).findFirst().orElseThrow();
    return trainer.train(
        new Trainer.Task(TRAIN, LATER, trainer.defaults(LIMITS), LIMITS), Trainer.Progress.NONE);
  }

  private static float[][] rows(Examples examples, int count) {
    float[][] rows = new float[count][];
    Arrays.setAll(rows, examples::row);
    return rows;
  }

  private static MarginFunction margins(OnnxScorer scorer) {
    return (rows, n, out) -> {
      float[] whole = Arrays.copyOf(rows, n * LATER.width());
      float[] margins = scorer.score(whole, n, LATER.width()).margins();
      for (int i = 0; i < n; i++) {
        out[i] = margins[i];
      }
    };
  }

  @Test
  void aLogisticRegressionIsTheSumOfItsFeatures() {
    FittedModel model = train(Family.LOGISTIC_REGRESSION);
    byte[] onnx = ExportModel.graph(model, Calibration.IDENTITY, LATER).onnx();
    try (OnnxScorer scorer = new OnnxScorer(onnx)) {
      AdditiveShap shap = AdditiveShap.of(margins(scorer), rows(TRAIN, 100));

      assertTrue(shap.holds(rows(LATER, 200), 1e-5));
      double[] own = model.margins(LATER);
      for (int i = 0; i < 200; i++) {
        assertEquals(own[i], shap.explain(LATER.row(i)).margin(), 1e-4);
      }
    }
  }

  @Test
  void aPerceptronIsNot() {
    FittedModel model = train(Family.MULTILAYER_PERCEPTRON);
    byte[] onnx = ExportModel.graph(model, Calibration.IDENTITY, LATER).onnx();
    try (OnnxScorer scorer = new OnnxScorer(onnx)) {
      MarginFunction margins = margins(scorer);

      assertFalse(AdditiveShap.of(margins, rows(TRAIN, 100)).holds(rows(LATER, 50), 1e-4));
      SampledShap shap = new SampledShap(margins, rows(TRAIN, 100), 128, 1);
      double[] own = model.margins(LATER);
      double contributions = 0;
      double errors = 0;
      for (int i = 0; i < 20; i++) {
        SampledShap.Sampled sampled = shap.explain(LATER.row(i));
        assertEquals(own[i], sampled.explanation().margin(), 1e-4);
        contributions +=
            Arrays.stream(sampled.explanation().contributions()).map(Math::abs).max().orElseThrow();
        errors += Arrays.stream(sampled.standardErrors()).max().orElseThrow();
      }
      assertTrue(errors < 0.2 * contributions, errors + " against " + contributions);
    }
  }
}
