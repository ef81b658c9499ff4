package io.quittance.laboratory.fit;

import io.quittance.core.text.WireNames;
import io.quittance.laboratory.dataset.Examples;

/// How much each class counts in training.
public enum ClassWeights {
  /// Classes count as often as they occur, which leaves the probabilities unbiased. Use this unless
  /// there is a reason not to.
  NONE,
  /// Both classes count equally. This shifts all probabilities; the calibration on unweighted rows
  /// corrects the shift.
  BALANCED;

  /// Returns the name used in options and reports.
  public String slug() {
    return WireNames.of(this);
  }

  /// Returns the rows with each weight multiplied by half the total weight divided by the total
  /// weight of the row's class.
  Examples apply(Examples rows) {
    return switch (this) {
      case NONE -> rows;
      case BALANCED -> balanced(rows);
    };
  }

  private static Examples balanced(Examples rows) {
    double[] totals = new double[2];
    for (int i = 0; i < rows.size(); i++) {
      totals[rows.labels()[i] ? 1 : 0] += rows.weights()[i];
    }
    float[] weights = new float[rows.size()];
    for (int i = 0; i < weights.length; i++) {
      double ofClass = totals[rows.labels()[i] ? 1 : 0];
      weights[i] = (float) (rows.weights()[i] * (totals[0] + totals[1]) / (2 * ofClass));
    }
    return rows.weighted(weights);
  }
}
