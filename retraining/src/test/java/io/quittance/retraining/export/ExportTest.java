package io.quittance.retraining.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.model.Calibration;
import io.quittance.core.model.FlatForest;
import io.quittance.core.model.OnnxForestWriter;
import io.quittance.core.model.OnnxModel;
import io.quittance.core.model.TreeEnsemble;
import io.quittance.retraining.SyntheticRows;
import io.quittance.retraining.dataset.AccountTimeSplit;
import io.quittance.retraining.dataset.LabelledRows;
import io.quittance.retraining.evaluation.Evaluation;
import io.quittance.retraining.training.ForestTrainer;
import io.quittance.retraining.training.Settings;
import io.quittance.retraining.training.TrainedForest;
import io.quittance.retraining.training.XgboostForestTrainer;
import org.junit.jupiter.api.Test;

/// The exported graph against the library that trained it, on rows with 5 % missing values.
final class ExportTest {

  private final AccountTimeSplit split = SyntheticRows.split(10_000, 12, 11);

  @Test
  void graphAndFlatForestComputeWhatXgboostComputes() {
    // Given
    for (int depth : new int[] {3, 4, 6}) {
      TrainedForest trained = train(depth, 150);
      FlatForest forest = Evaluation.of(trained.ensemble(), split).forest();
      // When
      ExportBundle.Graph graph = ExportBundle.graph(trained, forest, split);
      // Then
      Parity parity = graph.parity();
      System.getLogger("parity").log(System.Logger.Level.INFO, parity.words());
      assertEquals(split.calibration().size() + split.evaluation().size(), parity.rows());
      assertTrue(parity.onnxMargin() <= Parity.TOLERANCE, parity.words());
      assertEquals(parity.rows(), parity.identicalRows(), parity.words());
    }
  }

  @Test
  void coreReadsTheSameForestBackFromTheGraph() {
    // Given
    TrainedForest trained = train(4, 60);
    FlatForest forest = Evaluation.of(trained.ensemble(), split).forest();
    // When
    byte[] onnx = ExportBundle.graph(trained, forest, split).onnx();
    // Then
    FlatForest read = OnnxModel.read(onnx, 12).forest().orElseThrow();
    assertTrue(read.ensemble().hasCovers());
    LabelledRows rows = split.evaluation();
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(forest.margin(rows.row(i)), read.margin(rows.row(i)));
    }
  }

  @Test
  void aGraphOfAnotherForestIsRefused() {
    // Given
    TrainedForest trained = train(3, 20);
    TreeEnsemble shifted =
        new TreeEnsemble(12, trained.ensemble().baseValue() + 0.001f, trained.ensemble().trees());
    FlatForest forest = FlatForest.compile(shifted, Calibration.IDENTITY);
    byte[] onnx = OnnxForestWriter.write(shifted, Calibration.IDENTITY);
    // When
    Parity parity = Parity.measure(trained, forest, onnx, split.evaluation());
    // Then
    assertThrows(ExportRefusedException.class, parity::require);
  }

  @Test
  void goldenRowsHaveGapsAndOneIsEmpty() {
    // When
    float[][] golden = ExportBundle.goldenRows(split.evaluation());
    // Then
    assertEquals(50, golden.length);
    assertTrue(Float.isNaN(golden[4][0]));
    for (float value : golden[49]) {
      assertTrue(Float.isNaN(value));
    }
  }

  private TrainedForest train(int depth, int trees) {
    return new XgboostForestTrainer()
        .train(
            split.train(),
            split.calibration(),
            new Settings(depth, 0.1, 1, 0.8, trees, 64, 200, 7),
            ForestTrainer.Progress.NONE);
  }
}
