package io.quittance.laboratory.training;

import io.quittance.core.forest.TreeEnsemble;

/// The form in which a model is written.
public sealed interface ModelForm {

  /// A sum of trees, which is compiled for scoring and explained exactly.
  record Forest(TreeEnsemble ensemble) implements ModelForm {}

  /// Any other model, which ONNX Runtime scores.
  ///
  /// @param additive whether the margin is a sum of functions of one feature each, which makes its
  ///   explanation exact
  record Graph(GraphBody body, boolean additive) implements ModelForm {}
}
