package io.quittance.laboratory.fit;

import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.ModelForm;
import io.quittance.laboratory.training.Parameters;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A model of the folds, whose margins are known: what a combination of members would say of rows
/// that trained none of them.
///
/// @param column where rows of margins, one column a member, have its margin
record OutOfFoldMember(Family family, int column) implements FittedModel {

  /// Rows of margins.
  ///
  /// @param margins for each member one a row
  /// @param rows whose labels and weights they have
  static Examples examples(List<double[]> margins, Examples rows) {
    int width = margins.size();
    float[] values = new float[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      for (int k = 0; k < width; k++) {
        values[i * width + k] = (float) margins.get(k)[i];
      }
    }
    List<Column> columns =
        IntStream.range(0, width).mapToObj(k -> Column.numeric("member-" + k)).toList();
    return new Examples(columns, values, rows.labels(), rows.weights());
  }

  @Override
  public Parameters parameters() {
    return Parameters.of(Map.of());
  }

  @Override
  public double logLoss() {
    return Double.NaN;
  }

  @Override
  public int rounds() {
    return 0;
  }

  @Override
  public double[] margins(Examples rows) {
    double[] margins = new double[rows.size()];
    for (int i = 0; i < margins.length; i++) {
      margins[i] = rows.value(i, column);
    }
    return margins;
  }

  /// @throws UnsupportedOperationException always: there is one model for each fold
  @Override
  public ModelForm form() {
    throw new UnsupportedOperationException("the members of folds are not written");
  }
}
