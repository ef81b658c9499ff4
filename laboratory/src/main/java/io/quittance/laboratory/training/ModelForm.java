package io.quittance.laboratory.training;

import io.quittance.core.forest.TreeEnsemble;

/// How a model is written.
public sealed interface ModelForm {

  /// A sum of trees: compiled for scoring, explained exactly.
  record Forest(TreeEnsemble ensemble) implements ModelForm {}

  /// Any other model: ONNX Runtime scores it.
  ///
  /// @param additive whether the margin is a sum of functions of one feature each, which makes its
  ///   explanation exact
  record Graph(GraphBody body, boolean additive) implements ModelForm {}
}
