package io.quittance.retraining.training;

import io.quittance.core.model.TreeEnsemble;

/// How a model is written.
public sealed interface ModelForm {

  /// A sum of trees: compiled for scoring, explained exactly.
  record Forest(TreeEnsemble ensemble) implements ModelForm {}
}
