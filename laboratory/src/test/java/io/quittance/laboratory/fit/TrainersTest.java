package io.quittance.laboratory.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.laboratory.SyntheticExamples;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.Dimension;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.LogLoss;
import io.quittance.laboratory.training.Parameters;
import io.quittance.laboratory.training.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every family promises.
final class TrainersTest {

  private static final Examples TRAIN = SyntheticExamples.of(6_000, 1);
  private static final Examples VALIDATION = SyntheticExamples.of(2_000, 2);
  private static final Examples LATER = SyntheticExamples.of(4_000, 3);
  private static final Limits LIMITS = new Limits(150, 15, 5, 64, 42);

  static List<Trainer> trainers() {
    return Trainers.all();
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void comesNearTheBestPossibleAuc(Trainer trainer) {
    double ceiling = ClassificationMetrics.auc(SyntheticExamples.odds(LATER), LATER.labels());
    FittedModel model = train(trainer, TRAIN);
    double auc = ClassificationMetrics.auc(model.margins(LATER), LATER.labels());
    assertTrue(auc > ceiling - 0.03 && auc < ceiling + 0.01, auc + " of " + ceiling);
    double loss = LogLoss.of(model.margins(LATER), LATER.labels(), LATER.weights());
    assertEquals(loss, model.logLoss(), 0.03);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void twoAtOnceLearnWhatOneLearnsAlone(Trainer trainer) throws Exception {
    double[] alone = train(trainer, TRAIN).margins(LATER);
    try (var executor = Executors.newFixedThreadPool(2)) {
      List<Future<FittedModel>> together =
          executor.invokeAll(
              List.of(
                  () -> train(trainer, TRAIN),
                  () -> train(trainer, TRAIN),
                  () -> train(trainer, VALIDATION),
                  () -> train(trainer, TRAIN)));
      for (int i : new int[] {0, 1, 3}) {
        assertArrayEquals(alone, together.get(i).get().margins(LATER));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void rowsCountByTheirWeights(Trainer trainer) {
    Examples train = positivesThrice(TRAIN);
    Examples validation = positivesThrice(VALIDATION);
    double plain = mean(train(trainer, TRAIN).margins(LATER));
    double weighted =
        mean(
            trainer
                .train(
                    new Trainer.Task(train, validation, trainer.defaults(LIMITS), LIMITS),
                    Trainer.Progress.NONE)
                .margins(LATER));
    assertTrue(weighted > plain + 0.5, weighted + " against " + plain);
  }

  private static Examples positivesThrice(Examples rows) {
    float[] weights = new float[rows.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = rows.labels()[i] ? 3 : 1;
    }
    return rows.weighted(weights);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void stopsWhenToldTo(Trainer trainer) {
    Trainer.Progress stopping =
        _ -> {
          throw new CancellationException("enough");
        };
    Parameters parameters = trainer.defaults(LIMITS);
    assertThrows(
        CancellationException.class,
        () -> trainer.train(new Trainer.Task(TRAIN, VALIDATION, parameters, LIMITS), stopping));
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void defaultsLieInTheSpaceWhateverTheDepth(Trainer trainer) {
    for (int depth = 1; depth <= 10; depth++) {
      Limits limits = new Limits(10, 5, depth, 64, 1);
      Parameters defaults = trainer.defaults(limits);
      assertEquals(
          defaults.values().keySet(),
          new java.util.TreeSet<>(
              trainer.space(limits).dimensions().stream().map(Dimension::name).toList()));
      for (Dimension dimension : trainer.space(limits).dimensions()) {
        assertTrue(
            holds(dimension, defaults.number(dimension.name())), dimension + " at depth " + depth);
      }
    }
  }

  private static boolean holds(Dimension dimension, double value) {
    return switch (dimension) {
      case Dimension.Real real -> value >= real.low() && value <= real.high();
      case Dimension.Whole whole -> value >= whole.low() && value <= whole.high();
      case Dimension.Choice choice -> choice.values().contains(value);
    };
  }

  @Test
  void thereIsOneOfEachFamily() {
    assertEquals(List.of(Family.values()), Trainers.all().stream().map(Trainer::family).toList());
  }

  private static FittedModel train(Trainer trainer, Examples rows) {
    return trainer.train(
        new Trainer.Task(rows, VALIDATION, trainer.defaults(LIMITS), LIMITS),
        Trainer.Progress.NONE);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
