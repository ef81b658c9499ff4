package io.quittance.core.onnx.trees;

import io.quittance.core.forest.Tree;
import io.quittance.core.model.ModelRefusedException;

/// The question a node of a tree operator asks, in the order of `ai.onnx.ml` 5's mode numbers.
enum BranchMode {
  LEQ,
  LT,
  GTE,
  GT,
  EQ,
  NEQ,
  /// Whether the value is in a set; version 5 alone.
  MEMBER;

  /// @throws ModelRefusedException when the mode is not one of versions 1 to 3
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

  /// @throws ModelRefusedException when the mode is not one of version 5
  static BranchMode of(double mode) {
    if (!(mode >= 0 && mode < values().length)) {
      throw unknown();
    }
    return values()[(int) mode];
  }

  private static ModelRefusedException unknown() {
    return new ModelRefusedException("tree-mode", "a branch mode is unknown");
  }

  /// Whether a [Tree] can ask the same: a comparison whose strict form is a float.
  boolean isThresholdTest(double threshold) {
    return switch (this) {
      case LT, GTE -> true;
      case LEQ, GT -> threshold != Double.POSITIVE_INFINITY;
      case EQ, NEQ, MEMBER -> false;
    };
  }

  /// Whether the answer yes to this is no to `x < strict(threshold)`.
  boolean negated() {
    return this == GTE || this == GT;
  }

  float strictThreshold(double threshold) {
    return Tree.strictBelow(threshold, this == LEQ || this == GT);
  }
}
