package io.quittance.laboratory.training;

import io.quittance.laboratory.dataset.Examples;

/// A model and the library that learned it. Safe for several threads.
public interface FittedModel {

  /// Of several models, the family of the one that counts most.
  Family family();

  /// The name in manifests: the family's, or how several models are joined, such as `stacked`.
  default String kind() {
    return family().slug();
  }

  Parameters parameters();

  /// On the validation rows, weighted, uncalibrated.
  double logLoss();

  /// Trees kept, or epochs up to the best.
  int rounds();

  /// Log odds before calibration, as the library that learned the model computes them: the oracle
  /// of what is exported.
  ///
  /// @param rows of the columns it was trained with
  double[] margins(Examples rows);

  /// What is written into the ONNX graph.
  ModelForm form();
}
