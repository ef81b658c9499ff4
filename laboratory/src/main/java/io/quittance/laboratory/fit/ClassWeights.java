package io.quittance.laboratory.fit;

import io.quittance.core.text.WireNames;
import io.quittance.laboratory.dataset.Examples;

/// How much the classes count in training.
public enum ClassWeights {
  /// As often as they are: probabilities stay honest. The choice unless there is a reason.
  NONE,
  /// Both alike. It shifts all probabilities, which the calibration on unweighted rows undoes.
  BALANCED;

  /// The name in options and reports.
  public String slug() {
    return WireNames.of(this);
  }

  /// The rows with each weight multiplied by half the total weight over that of its class.
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
