package io.quittance.laboratory.training;

import io.quittance.laboratory.dataset.Examples;

/// A trained model and the library that trained it. Thread-safe.
public interface FittedModel {

  /// Returns the family; for a combination of models, the family of the member that counts most.
  Family family();

  /// Returns the name used in manifests: the family's name, or how several models are combined,
  /// such as `stacked`.
  default String kind() {
    return family().slug();
  }

  Parameters parameters();

  /// Returns the weighted log loss on the validation rows, uncalibrated.
  double logLoss();

  /// Returns the number of trees kept, or of epochs up to the best one.
  int rounds();

  /// Computes log odds before calibration with the library that trained the model. This is the
  /// oracle for the exported model.
  ///
  /// @param rows with the columns that the model was trained on
  double[] margins(Examples rows);

  /// Returns the form in which the model is written to the ONNX graph.
  ModelForm form();
}
