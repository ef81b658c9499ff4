package io.quittance.core.bundle;

/// How the contributions of a model's features are computed.
public enum ExplanationMethod {
  /// Exactly, along the paths of the trees.
  TREES,
  /// Exactly, for a model whose margin is a sum over features, relative to background rows.
  ADDITIVE,
  /// By sampling permutations relative to background rows: an estimate with a standard error.
  SAMPLED
}
