package io.quittance.core.forest;

/// Arithmetic in which the leaves of a forest are summed, so that a margin has the bits of the
/// library that grew the trees.
public enum Precision {
  /// Base value and leaves are rounded to float and summed in float, as XGBoost does.
  FLOAT,
  /// Leaves are summed in double, as LightGBM does.
  DOUBLE
}
