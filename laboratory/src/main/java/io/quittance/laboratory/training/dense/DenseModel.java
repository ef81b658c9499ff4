package io.quittance.laboratory.training.dense;

import io.quittance.core.onnx.write.OnnxGraphWriter;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.LogLoss;
import io.quittance.laboratory.training.ModelForm;
import io.quittance.laboratory.training.Parameters;

/// A model of prepared columns, in Java and as nodes of a graph. Immutable.
interface DenseModel {

  double[] margins(Examples rows);

  /// Appends nodes that compute the margin.
  ///
  /// @return the name of their output
  String append(OnnxGraphWriter writer, String input, String prefix);

  /// The result of a training.
  ///
  /// @param rounds number of rounds that the model needed
  /// @param additive whether its margin is a sum over prepared columns
  record Fitted(
      Family family,
      Parameters parameters,
      double logLoss,
      int rounds,
      DenseModel model,
      boolean additive)
      implements FittedModel {

    static Fitted of(
        Family family,
        Parameters parameters,
        Examples validation,
        int rounds,
        DenseModel model,
        boolean additive) {
      double loss =
          LogLoss.of(model.margins(validation), validation.labels(), validation.weights());
      return new Fitted(family, parameters, loss, rounds, model, additive);
    }

    @Override
    public double[] margins(Examples rows) {
      return model.margins(rows);
    }

    @Override
    public ModelForm form() {
      return new ModelForm.Graph(model::append, additive);
    }
  }
}
