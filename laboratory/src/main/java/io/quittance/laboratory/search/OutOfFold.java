package io.quittance.laboratory.search;

import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.dataset.Folds;
import io.quittance.laboratory.sampling.Point;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Trainer;
import java.util.Arrays;

/// Margins of rows by models that have not seen them.
public final class OutOfFold {

  private OutOfFold() {}

  /// One margin for each row, `NaN` where no fold holds it. As the trial of that point computed
  /// them, trainings being repeatable.
  ///
  /// @throws io.quittance.laboratory.training.TrainingFailedException when the library fails
  public static double[] margins(
      Trainer trainer,
      Point point,
      Examples rows,
      Folds folds,
      Limits limits,
      Trainer.Progress progress) {
    double[][] held = new double[folds.folds().size()][];
    for (int i = 0; i < held.length; i++) {
      Folds.Fold fold = folds.folds().get(i);
      FittedModel model = train(trainer, point, rows, fold.cut(), limits, progress);
      held[i] = model.margins(rows.pick(fold.held()));
    }
    return assemble(held, folds, rows.size());
  }

  static FittedModel train(
      Trainer trainer,
      Point point,
      Examples rows,
      Folds.Cut cut,
      Limits limits,
      Trainer.Progress progress) {
    return trainer.train(
        rows.pick(cut.learn()), rows.pick(cut.stop()), point.parameters(), limits, progress);
  }

  static double[] assemble(double[][] held, Folds folds, int rows) {
    double[] margins = new double[rows];
    Arrays.fill(margins, Double.NaN);
    for (int i = 0; i < held.length; i++) {
      int[] at = folds.folds().get(i).held();
      for (int j = 0; j < at.length; j++) {
        margins[at[j]] = held[i][j];
      }
    }
    return margins;
  }
}
