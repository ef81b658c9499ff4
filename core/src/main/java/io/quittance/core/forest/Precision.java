package io.quittance.core.forest;

/// In what arithmetic a forest's leaves are summed, so that a margin has the bits of the library
/// that grew the trees.
public enum Precision {
  /// Base value and leaves rounded to float and summed in float, as XGBoost does.
  FLOAT,
  /// Summed in double, as LightGBM does.
  DOUBLE
}
