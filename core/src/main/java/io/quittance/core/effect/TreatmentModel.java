package io.quittance.core.effect;

/// Predicts what an account pays in the next period under each arm. Thread-safe.
public interface TreatmentModel {

  /// Returns the probability that net payments of the period are positive, for each arm in order.
  ///
  /// @param row properties of the account, in the order of the columns that the model was trained
  ///   on
  /// @param modifiers properties that change an effect, not standardised, in the order of the
  ///   design
  double[] probabilities(float[] row, float[] modifiers);

  /// Returns the expected share of the balance that a payer pays, for each arm in order.
  double[] shares();

  /// Returns the expected net payments of the period as a share of the balance, for each arm.
  default double[] expected(float[] row, float[] modifiers) {
    double[] expected = probabilities(row, modifiers);
    double[] shares = shares();
    for (int arm = 0; arm < expected.length; arm++) {
      expected[arm] *= shares[arm];
    }
    return expected;
  }
}
