package io.quittance.core.onnx.trees;

import io.quittance.core.forest.Tree;
import io.quittance.core.model.ModelRefusedException;

/// The test that a node of a tree operator makes, in the order of the mode numbers of `ai.onnx.ml`
/// 5.
enum BranchMode {
  LEQ,
  LT,
  GTE,
  GT,
  EQ,
  NEQ,
  /// Whether the value is in a set; only in version 5.
  MEMBER;

  /// @throws ModelRefusedException with rule `tree-mode` when the mode is not one of versions 1 to
  ///   3
  static BranchMode of(String mode) {
    return switch (mode) {
      case "BRANCH_LEQ" -> LEQ;
      case "BRANCH_LT" -> LT;
      case "BRANCH_GTE" -> GTE;
      case "BRANCH_GT" -> GT;
      case "BRANCH_EQ" -> EQ;
      case "BRANCH_NEQ" -> NEQ;
      default -> throw unknown();
    };
  }

  /// @throws ModelRefusedException with rule `tree-mode` when the mode is not one of version 5
  static BranchMode of(double mode) {
    if (!(mode >= 0 && mode < values().length)) {
      throw unknown();
    }
    return values()[(int) mode];
  }

  private static ModelRefusedException unknown() {
    return new ModelRefusedException("tree-mode", "a branch mode is unknown");
  }

  /// Returns whether a [Tree] can make the same test: a comparison whose strict form is a float.
  boolean isThresholdTest(double threshold) {
    return switch (this) {
      case LT, GTE -> true;
      case LEQ, GT -> threshold != Double.POSITIVE_INFINITY;
      case EQ, NEQ, MEMBER -> false;
    };
  }

  /// Returns whether a positive result of this test means that `x < strictThreshold(threshold)` is
  /// false.
  boolean negated() {
    return this == GTE || this == GT;
  }

  float strictThreshold(double threshold) {
    return Tree.strictBelow(threshold, this == LEQ || this == GT);
  }
}
