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

/// Stands for the models of the folds, whose margins are known. It shows what a combination of
/// members would predict for rows that none of them was trained on.
///
/// @param column the index of its margin in rows that hold one margin per member
record OutOfFoldMember(Family family, int column) implements FittedModel {

  /// Returns rows that hold one margin per member.
  ///
  /// @param margins for each member, one per row
  /// @param rows the rows that provide the labels and weights
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

  /// @throws UnsupportedOperationException always, because each fold has its own model
  @Override
  public ModelForm form() {
    throw new UnsupportedOperationException("the models of the folds cannot be written");
  }
}
