package io.quittance.laboratory.search;

import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.dataset.Folds;
import io.quittance.laboratory.sampling.Point;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Trainer;
import java.util.Arrays;

/// Computes the margins of rows with models that have not seen them.
public final class OutOfFold {

  private OutOfFold() {}

  /// Returns one margin per row, `NaN` for rows that no fold holds out. The margins equal those
  /// that the trial at that point computed, because trainings are reproducible.
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
        new Trainer.Task(rows.pick(cut.learn()), rows.pick(cut.stop()), point.parameters(), limits),
        progress);
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
