package io.quittance.laboratory.export;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.FlatForest;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.FittedModel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How far the evaluations of one model lie apart: by the library that trained it, by ONNX Runtime
/// on the exported graph, and, when it is a forest, by the flat forest that scoring uses.
///
/// @param rows rows compared
/// @param margin largest difference of the margin, ONNX Runtime against the trainer
/// @param probability largest difference of the probability before calibration, likewise
/// @param calibrated largest difference of the calibrated probability, ONNX Runtime against the
///   calibration of the trainer's margin
/// @param calibration largest difference of the calibrated probability, ONNX Runtime against the
///   calibration of its own margin
/// @param forest the flat forest against the trainer
public record GraphParity(
    int rows,
    double margin,
    double probability,
    double calibrated,
    double calibration,
    Optional<Forest> forest) {

  /// Greatest difference of a probability that passes.
  public static final double TOLERANCE = 1e-5;

  private static final int ROWS_AT_ONCE = 4_096;

  /// The flat forest against the trainer.
  ///
  /// @param margin largest difference of the margin
  /// @param identicalRows rows whose margin has the trainer's bits
  public record Forest(double margin, int identicalRows) {}

  /// Compares on all rows given.
  static GraphParity measure(
      FittedModel model,
      Calibration calibration,
      Optional<FlatForest> forest,
      byte[] onnx,
      Examples rows) {
    double[] oracle = model.margins(rows);
    Differences seen = new Differences();
    try (OnnxScorer scorer = new OnnxScorer(onnx)) {
      for (int from = 0; from < oracle.length; from += ROWS_AT_ONCE) {
        int to = Math.min(oracle.length, from + ROWS_AT_ONCE);
        float[] some = Arrays.copyOfRange(rows.values(), from * rows.width(), to * rows.width());
        OnnxScorer.Scores scores = scorer.score(some, to - from, rows.width());
        for (int i = from; i < to; i++) {
          seen.add(
              oracle[i], scores.margins()[i - from], scores.probabilities()[i - from], calibration);
        }
      }
    }
    return new GraphParity(
        rows.size(),
        seen.margin,
        seen.probability,
        seen.calibrated,
        seen.calibration,
        forest.map(flat -> compare(flat, rows, oracle)));
  }

  private static Forest compare(FlatForest flat, Examples rows, double[] oracle) {
    double[] margins = new double[rows.size()];
    flat.margins(rows.values(), rows.size(), margins);
    double largest = 0;
    int identical = 0;
    for (int i = 0; i < oracle.length; i++) {
      largest = Math.max(largest, Math.abs(margins[i] - oracle[i]));
      identical +=
          Double.doubleToLongBits(margins[i]) == Double.doubleToLongBits(oracle[i]) ? 1 : 0;
    }
    return new Forest(largest, identical);
  }

  /// The largest so far.
  private static final class Differences {
    private double margin;
    private double probability;
    private double calibrated;
    private double calibration;

    void add(double oracle, double onnxMargin, double onnxProbability, Calibration mapping) {
      margin = Math.max(margin, Math.abs(onnxMargin - oracle));
      probability =
          Math.max(
              probability,
              Math.abs(
                  Calibration.IDENTITY.probability(onnxMargin)
                      - Calibration.IDENTITY.probability(oracle)));
      calibrated = Math.max(calibrated, Math.abs(onnxProbability - mapping.probability(oracle)));
      calibration =
          Math.max(calibration, Math.abs(onnxProbability - mapping.probability(onnxMargin)));
    }
  }

  /// A calibration may be steep, so it is judged on equal margins, and the margins without it.
  ///
  /// @throws ExportRefusedException when a probability differs by more than [#TOLERANCE]
  void require() {
    double flat = forest.map(Forest::margin).orElse(0.0);
    if (!(probability <= TOLERANCE && calibration <= TOLERANCE && flat <= 4 * TOLERANCE)) {
      throw new ExportRefusedException(
          "the exported model differs from the trained one: " + words());
    }
  }

  /// The figures in words.
  public String words() {
    String onnx =
        String.format(
            Locale.ROOT,
            "On %d rows ONNX Runtime's margin differs from the trainer's by at most %.2g, its"
                + " probability by %.2g, calibrated by %.2g.",
            rows,
            margin,
            probability,
            calibrated);
    return onnx
        + forest
            .map(
                flat ->
                    String.format(
                        Locale.ROOT,
                        " The flat forest's margin has the trainer's bits on %d of them (largest"
                            + " difference %.2g).",
                        flat.identicalRows(),
                        flat.margin()))
            .orElse("");
  }
}
