package io.quittance.laboratory.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.onnx.trees.OnnxModel;
import io.quittance.laboratory.SyntheticRows;
import io.quittance.laboratory.dataset.AccountTimeSplit;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.dataset.LabelledRows;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Parameters;
import io.quittance.laboratory.training.Trainer;
import io.quittance.laboratory.training.trees.XgboostTrainer;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ExportTest {

  private final AccountTimeSplit split = SyntheticRows.split(10_000, 12, 11);

  @Test
  void graphAndFlatForestComputeWhatXgboostComputes() {
    for (int depth : new int[] {3, 4, 6}) {
      FittedModel trained = train(depth, 150);
      GraphParity parity = ExportModel.graph(trained, Calibration.IDENTITY, later()).parity();
      System.getLogger("parity").log(System.Logger.Level.INFO, parity.words());
      assertEquals(split.calibration().size() + split.evaluation().size(), parity.rows());
      assertTrue(parity.margin() <= GraphParity.TOLERANCE, parity.words());
      assertEquals(parity.rows(), parity.forest().orElseThrow().identicalRows(), parity.words());
    }
  }

  @Test
  void coreReadsTheSameForestBackFromTheGraph() {
    ExportModel.Graph graph = ExportModel.graph(train(4, 60), Calibration.IDENTITY, later());
    FlatForest forest = graph.forest().orElseThrow();
    FlatForest read = OnnxModel.read(graph.onnx(), 12).forest().orElseThrow();
    assertTrue(read.ensemble().hasCovers());
    LabelledRows rows = split.evaluation();
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(forest.margin(rows.row(i)), read.margin(rows.row(i)));
    }
  }

  @Test
  void goldenRowsHaveGapsAndOneIsEmpty() {
    float[][] golden = ExportModel.goldenRows(split.evaluation().examples());
    assertEquals(50, golden.length);
    assertTrue(Float.isNaN(golden[4][0]));
    for (float value : golden[49]) {
      assertTrue(Float.isNaN(value));
    }
  }

  private Examples later() {
    return split.calibration().examples().followedBy(split.evaluation().examples());
  }

  private FittedModel train(int depth, int trees) {
    Trainer trainer = new XgboostTrainer();
    Limits limits = new Limits(trees, 200, depth, 64, 7);
    SortedMap<String, Double> values = new TreeMap<>(trainer.defaults(limits).values());
    values.put("max-depth", (double) depth);
    return trainer.train(
        new Trainer.Task(
            split.train().examples(),
            split.calibration().examples(),
            new Parameters(values),
            limits),
        Trainer.Progress.NONE);
  }
}
