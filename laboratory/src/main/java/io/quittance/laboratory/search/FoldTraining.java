package io.quittance.laboratory.search;

import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.dataset.Folds;
import io.quittance.laboratory.sampling.Point;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.LogLoss;
import io.quittance.laboratory.training.Trainer;
import io.quittance.laboratory.training.TrainingFailedException;
import java.time.Duration;

/// Trains one fold of a trial and judges the model on the held-out rows. Stateless; safe for
/// concurrent use.
///
/// @param setup the search to which the trials belong
record FoldTraining(Search.Setup setup) {

  /// Trains and judges a fold. A training that the library refuses is an outcome too.
  ///
  /// @param progress asked while training; what it throws ends the training
  Judged judge(Point point, int fold, Trainer.Progress progress) {
    long begin = System.nanoTime();
    Folds.Fold division = setup.folds().folds().get(fold);
    try {
      FittedModel model =
          OutOfFold.train(
              trainer(point.family()),
              point,
              setup.rows(),
              division.cut(),
              setup.limits(),
              progress);
      Examples held = setup.rows().pick(division.held());
      double[] margins = model.margins(held);
      double loss = LogLoss.of(margins, held.labels(), held.weights());
      String failure = Double.isFinite(loss) ? null : "the log loss is " + loss;
      return new Judged(loss, model.rounds(), since(begin), failure, margins);
    } catch (TrainingFailedException e) {
      return new Judged(Double.NaN, 0, since(begin), String.valueOf(e.getMessage()), null);
    }
  }

  private Trainer trainer(Family family) {
    return setup.trainers().stream()
        .filter(trainer -> trainer.family() == family)
        .findFirst()
        .orElseThrow();
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
