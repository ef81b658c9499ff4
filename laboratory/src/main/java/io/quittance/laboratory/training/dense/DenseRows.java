package io.quittance.laboratory.training.dense;

/// Prepared rows with their labels and weights.
///
/// @param values row-major
/// @param weights positive
@SuppressWarnings("ArrayRecordComponent")
record DenseRows(float[] values, boolean[] labels, float[] weights) {

  int size() {
    return labels.length;
  }

  int width() {
    return values.length / labels.length;
  }

  double meanWeight() {
    double sum = 0;
    for (float weight : weights) {
      sum += weight;
    }
    return sum / weights.length;
  }

  /// Returns the log odds of the weighted share of positive rows, limited to ±10.
  double logOdds() {
    double positives = 0;
    double negatives = 0;
    for (int i = 0; i < labels.length; i++) {
      positives += labels[i] ? weights[i] : 0;
      negatives += labels[i] ? 0 : weights[i];
    }
    return Math.clamp(StrictMath.log(positives / negatives), -10, 10);
  }
}
