package io.quittance.retraining.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.retraining.SyntheticRows;
import io.quittance.retraining.dataset.AccountTimeSplit;
import io.quittance.retraining.dataset.LabelledRows;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

final class XgboostForestTrainerTest {

  private final AccountTimeSplit split = SyntheticRows.split(6_000, 8, 21);
  private final ForestTrainer trainer = new XgboostForestTrainer();

  @Test
  void stopsWhereTheValidationLossIsLowest() {
    // Given
    Settings settings = new Settings(4, 0.3, 1, 1, 200, 64, 15, 7);
    // When
    TrainedForest trained =
        trainer.train(split.train(), split.calibration(), settings, ForestTrainer.Progress.NONE);
    // Then
    assertTrue(trained.ensemble().trees().size() < 185);
    assertEquals(trained.logLoss(), logLoss(trained, split.calibration()), 1e-6);
  }

  @Test
  void comesNearTheBestPossibleAuc() {
    // Given
    LabelledRows later = split.evaluation();
    double[] truth = new double[later.size()];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = SyntheticRows.probability(later.values(), i * later.width(), later.width());
    }
    double ceiling = ClassificationMetrics.auc(truth, later.labels());
    // When
    TrainedForest trained =
        trainer.train(
            split.train(),
            split.calibration(),
            new Settings(3, 0.1, 1, 1, 200, 64, 20, 7),
            ForestTrainer.Progress.NONE);
    // Then
    double auc = ClassificationMetrics.auc(margins(trained, later), later.labels());
    assertTrue(auc > ceiling - 0.03 && auc < ceiling + 0.03, auc + " of " + ceiling);
  }

  @Test
  void sameRowsAndSeedGrowTheSameForestBesideOthers() {
    // Given
    Settings sampled = new Settings(4, 0.1, 5, 0.7, 40, 64, 20, 7);
    TrainedForest alone =
        trainer.train(split.train(), split.calibration(), sampled, ForestTrainer.Progress.NONE);
    // When
    Search.Result together =
        new Search(trainer, List.of(sampled, sampled, sampled), 2)
            .run(split.train(), split.calibration(), Search.Progress.NONE);
    // Then
    for (TrainedForest trial : together.trials()) {
      assertArrayEquals(margins(alone, split.evaluation()), margins(trial, split.evaluation()));
    }
  }

  @Test
  void aSearchKeepsTheLowestLogLoss() {
    // Given
    List<Settings> candidates =
        List.of(
            new Settings(1, 0.01, 1, 1, 5, 64, 5, 7),
            new Settings(3, 0.1, 1, 1, 100, 64, 20, 7),
            new Settings(2, 0.05, 1, 1, 20, 64, 20, 7));
    // When
    Search.Result found =
        new Search(trainer, candidates, 2)
            .run(split.train(), split.calibration(), Search.Progress.NONE);
    // Then
    assertEquals(candidates.get(1), found.best().settings());
    assertEquals(candidates, found.trials().stream().map(TrainedForest::settings).toList());
  }

  @Test
  void aSearchStopsWhenToldTo() {
    // Given
    Search search = new Search(trainer, List.of(new Settings(3, 0.1, 1, 1, 100, 64, 20, 7)), 2);
    // When
    var stopped =
        assertThrows(
            CancellationException.class,
            () ->
                search.run(
                    split.train(),
                    split.calibration(),
                    (trees, _) -> {
                      if (trees == 3) {
                        throw new CancellationException("enough");
                      }
                    }));
    // Then
    assertEquals("enough", stopped.getMessage());
  }

  private static double[] margins(TrainedForest trained, LabelledRows rows) {
    float[] margins = trained.oracle().margins(rows);
    double[] widened = new double[margins.length];
    for (int i = 0; i < margins.length; i++) {
      widened[i] = margins[i];
    }
    return widened;
  }

  private static double logLoss(TrainedForest trained, LabelledRows rows) {
    double[] margins = margins(trained, rows);
    for (int i = 0; i < margins.length; i++) {
      margins[i] = 1 / (1 + Math.exp(-margins[i]));
    }
    return ClassificationMetrics.logLoss(margins, rows.labels());
  }
}
