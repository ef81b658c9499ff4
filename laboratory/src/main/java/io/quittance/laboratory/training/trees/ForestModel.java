package io.quittance.laboratory.training.trees;

import io.quittance.core.forest.TreeEnsemble;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.LogLoss;
import io.quittance.laboratory.training.ModelForm;
import io.quittance.laboratory.training.Parameters;
import io.quittance.laboratory.training.encoding.TargetEncoding;

/// A forest and the library that trained it. Holds no native memory between calls.
///
/// @param oracle computes margins with the library
record ForestModel(
    Family family,
    Parameters parameters,
    double logLoss,
    TreeEnsemble ensemble,
    TargetEncoding encoding,
    Oracle oracle)
    implements FittedModel {

  /// Columns with at most this many categories keep their codes.
  static final int KEPT_CODES = 8;

  /// Computes margins of encoded rows with the training library.
  @FunctionalInterface
  interface Oracle {
    /// Returns one margin per row.
    ///
    /// @param values row-major
    double[] margins(float[] values, int rows);
  }

  /// Creates a model and measures its log loss on the validation rows.
  static ForestModel of(
      Family family,
      Parameters parameters,
      TreeEnsemble ensemble,
      TargetEncoding encoding,
      Examples validation,
      Oracle oracle) {
    double[] margins = oracle.margins(encoding.encode(validation), validation.size());
    double loss = LogLoss.of(margins, validation.labels(), validation.weights());
    return new ForestModel(family, parameters, loss, ensemble, encoding, oracle);
  }

  @Override
  public int rounds() {
    return ensemble.trees().size();
  }

  @Override
  public double[] margins(Examples rows) {
    return oracle.margins(encoding.encode(rows), rows.size());
  }

  @Override
  public ModelForm form() {
    return new ModelForm.Forest(ensemble);
  }
}
