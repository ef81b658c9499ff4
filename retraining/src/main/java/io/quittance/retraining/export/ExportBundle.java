package io.quittance.retraining.export;

import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.model.FlatForest;
import io.quittance.core.model.GoldenRows;
import io.quittance.core.model.Manifest;
import io.quittance.core.model.ModelBundle;
import io.quittance.core.model.OnnxForestWriter;
import io.quittance.core.model.Reference;
import io.quittance.retraining.dataset.AccountTimeSplit;
import io.quittance.retraining.dataset.LabelledRows;
import io.quittance.retraining.training.TrainedForest;
import java.util.Arrays;
import java.util.Set;

/// Writes a calibrated forest as ONNX, proves that the graph computes what the trainer computed,
/// and packs the bundle. The same forest, rows and manifest give the same bytes. Stateless.
public final class ExportBundle {

  private static final int GOLDEN_ROWS = 50;
  private static final int PARITY_ROWS = 20_000;

  private ExportBundle() {}

  /// A graph that passed its checks.
  ///
  /// @param onnx the graph
  /// @param parity how far it is from the trainer
  @SuppressWarnings("ArrayRecordComponent")
  public record Graph(byte[] onnx, Parity parity) {}

  /// Writes the graph and compares it with the trainer on the calibration and evaluation rows, at
  /// most 20,000.
  ///
  /// @throws ExportRefusedException when a margin differs by more than [Parity#TOLERANCE]
  public static Graph graph(TrainedForest trained, FlatForest forest, AccountTimeSplit split) {
    byte[] onnx = OnnxForestWriter.write(trained.ensemble(), forest.calibration());
    Parity parity = Parity.measure(trained, forest, onnx, parityRows(split));
    parity.require();
    return new Graph(onnx, parity);
  }

  /// Packs a graph with its manifest, reference, card and golden rows, and loads the result as a
  /// reader would. The reference counts the features of the training and calibration rows, the
  /// golden rows are evaluation rows.
  ///
  /// @param calibrationProbabilities calibrated predictions for the calibration rows
  public static byte[] bundle(
      Graph graph,
      Manifest manifest,
      FlatForest forest,
      AccountTimeSplit split,
      double[] calibrationProbabilities,
      String card) {
    Reference reference =
        Reference.of(
            manifest.featureNames(),
            Set.of(FeatureCatalogue.ACTION_CHANNEL),
            split.train().followedBy(split.calibration()).rows(),
            calibrationProbabilities);
    GoldenRows golden = GoldenRows.of(forest, goldenRows(split.evaluation()));
    byte[] zip = new ModelBundle(manifest, graph.onnx(), reference, card, golden).write();
    ModelBundle.read(zip).load();
    return zip;
  }

  /// Rows spread evenly over the part; every fifth loses each second value, the last loses all.
  static float[][] goldenRows(LabelledRows rows) {
    int count = Math.min(GOLDEN_ROWS, rows.size());
    float[][] golden = new float[count][];
    for (int i = 0; i < count; i++) {
      golden[i] = rows.row((int) ((long) i * rows.size() / count));
      for (int j = i % 2; i % 5 == 4 && j < golden[i].length; j += 2) {
        golden[i][j] = Float.NaN;
      }
    }
    Arrays.fill(golden[count - 1], Float.NaN);
    return golden;
  }

  private static LabelledRows parityRows(AccountTimeSplit split) {
    LabelledRows later = split.calibration().followedBy(split.evaluation());
    return later.slice(Math.max(0, later.size() - PARITY_ROWS), later.size());
  }
}
