package io.quittance.retraining.export;

import io.quittance.core.model.FlatForest;
import io.quittance.retraining.dataset.LabelledRows;
import io.quittance.retraining.training.TrainedForest;
import java.util.Locale;

/// How far three evaluations of one forest lie apart: by the library that trained it, by ONNX
/// Runtime on the exported graph, and by the flat forest that scoring uses.
///
/// @param rows rows compared
/// @param onnxMargin largest difference of the margin, ONNX Runtime against the trainer
/// @param onnxProbability largest difference of the probability, ONNX Runtime against the flat
///   forest
/// @param forestMargin largest difference of the margin, flat forest against the trainer
/// @param identicalRows rows whose flat forest margin has the same bits as the trainer's
public record Parity(
    int rows, double onnxMargin, double onnxProbability, double forestMargin, int identicalRows) {

  /// Greatest margin difference that passes.
  public static final double TOLERANCE = 1e-5;

  /// Compares on all rows given.
  static Parity measure(TrainedForest trained, FlatForest forest, byte[] onnx, LabelledRows rows) {
    float[] oracle = trained.oracle().margins(rows);
    float[] flat = new float[rows.size()];
    forest.margins(rows.values(), rows.size(), flat);
    double onnxMargin = 0;
    double onnxProbability = 0;
    double forestMargin = 0;
    int identical = 0;
    try (OnnxScorer scorer = new OnnxScorer(onnx)) {
      OnnxScorer.Scores scores = scorer.score(rows.values(), rows.size(), rows.width());
      for (int i = 0; i < oracle.length; i++) {
        onnxMargin = Math.max(onnxMargin, Math.abs((double) scores.margins()[i] - oracle[i]));
        onnxProbability =
            Math.max(
                onnxProbability, Math.abs(scores.probabilities()[i] - forest.probability(flat[i])));
        forestMargin = Math.max(forestMargin, Math.abs((double) flat[i] - oracle[i]));
        identical += Float.floatToIntBits(flat[i]) == Float.floatToIntBits(oracle[i]) ? 1 : 0;
      }
    }
    return new Parity(rows.size(), onnxMargin, onnxProbability, forestMargin, identical);
  }

  /// @throws ExportRefusedException when a margin differs by more than [#TOLERANCE]
  void require() {
    if (!(onnxMargin <= TOLERANCE && forestMargin <= TOLERANCE && onnxProbability <= TOLERANCE)) {
      throw new ExportRefusedException(
          "the exported model differs from the trained one: " + words());
    }
  }

  /// The figures in one sentence.
  public String words() {
    return String.format(
        Locale.ROOT,
        "On %d rows ONNX Runtime's margin differs from the trainer's by at most %.2g, its probability"
            + " from the flat forest's by at most %.2g; the flat forest's margin has the trainer's bits"
            + " on %d of them (largest difference %.2g).",
        rows,
        onnxMargin,
        onnxProbability,
        identicalRows,
        forestMargin);
  }
}
