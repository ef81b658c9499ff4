package io.quittance.core.explain;

/// How each feature moved one margin away from the expected one.
///
/// @param baseValue the margin expected over the training data
/// @param contributions one per feature, on the margin scale; positive raises the probability
@SuppressWarnings("ArrayRecordComponent")
public record Explanation(double baseValue, double[] contributions) {

  /// The explained margin: the base value plus all contributions.
  public double margin() {
    double sum = baseValue;
    for (double contribution : contributions) {
      sum += contribution;
    }
    return sum;
  }
}
