package io.quittance.laboratory.export;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.FlatForest;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.FittedModel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Compares the computations of one model: by the library that trained it, by ONNX Runtime on the
/// exported graph and, for a forest, by the flat forest that the scoring service uses.
///
/// @param rows number of rows compared
/// @param margin largest difference of the margin between ONNX Runtime and the trainer
/// @param probability largest difference of the uncalibrated probability between the same two
/// @param calibrated largest difference of the calibrated probability between ONNX Runtime and the
///   calibration of the trainer's margin
/// @param calibration largest difference of the calibrated probability between ONNX Runtime and the
///   calibration of its own margin
/// @param forest the comparison of the flat forest with the trainer
public record GraphParity(
    int rows,
    double margin,
    double probability,
    double calibrated,
    double calibration,
    Optional<Forest> forest) {

  /// Largest difference of a probability that is accepted.
  public static final double TOLERANCE = 1e-5;

  private static final int ROWS_AT_ONCE = 4_096;

  /// The comparison of the flat forest with the trainer.
  ///
  /// @param margin largest difference of the margin
  /// @param identicalRows number of rows whose margin is bit-identical to the trainer's
  public record Forest(double margin, int identicalRows) {}

  /// Compares the computations on all given rows.
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

  /// Keeps the largest difference so far.
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

  /// Checks the differences. A calibration may be steep, so it is compared on equal margins, and
  /// the margins are compared without it.
  ///
  /// @throws ExportRefusedException when a probability differs by more than [#TOLERANCE]
  void require() {
    double flat = forest.map(Forest::margin).orElse(0.0);
    if (!(probability <= TOLERANCE && calibration <= TOLERANCE && flat <= 4 * TOLERANCE)) {
      throw new ExportRefusedException(
          "the exported model differs from the trained one: " + words());
    }
  }

  /// Describes the figures in words.
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
                        " The flat forest's margin is bit-identical to the trainer's on %d of them"
                            + " (largest difference %.2g).",
                        flat.identicalRows(),
                        flat.margin()))
            .orElse("");
  }
}
