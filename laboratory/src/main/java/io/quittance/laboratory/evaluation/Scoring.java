package io.quittance.laboratory.evaluation;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.FlatForest;

/// Scores rows with a flat forest, as the scoring service does.
final class Scoring {

  private Scoring() {}

  static double[] margins(FlatForest forest, float[] values, int rows) {
    double[] margins = new double[rows];
    forest.margins(values, rows, margins);
    return margins;
  }

  static double[] probabilities(FlatForest forest, float[] values, int rows) {
    return probabilities(margins(forest, values, rows), forest.calibration());
  }

  static double[] probabilities(double[] margins, Calibration calibration) {
    double[] probabilities = new double[margins.length];
    for (int i = 0; i < margins.length; i++) {
      probabilities[i] = calibration.probability(margins[i]);
    }
    return probabilities;
  }
}
