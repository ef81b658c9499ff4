package io.quittance.laboratory.training.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Trainer;
import io.quittance.laboratory.training.trees.XgboostTrainer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TargetEncodingTest {

  private static final int CODES = 1_000;

  /// A category of pure noise, and labels that nothing tells.
  private static Examples noise(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[rows];
    boolean[] labels = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = random.nextInt(20) == 0 ? Float.NaN : random.nextInt(CODES);
      labels[i] = random.nextInt(4) == 0;
    }
    List<String> names = IntStream.range(0, CODES).mapToObj(Integer::toString).toList();
    return Examples.of(List.of(new Column("noise", names)), values, labels);
  }

  @Test
  void aRowDoesNotSeeItsOwnLabel() {
    Examples train = noise(5_000, 1);
    TargetEncoding encoding = TargetEncoding.learn(train, 8, 7);
    double ordered = auc(encoding.training(), train.labels());
    double naive = auc(encoding.encode(train), train.labels());
    assertTrue(naive > 0.75, "encoded with its own label a row gives it away: " + naive);
    assertEquals(0.5, ordered, 0.03);
  }

  /// What the leak costs: trained on naive codes, a model is sure of noise.
  @Test
  void treesFindNothingInNoise() {
    Examples train = noise(5_000, 1);
    Examples later = noise(5_000, 2);
    Limits limits = new Limits(30, 30, 4, 64, 7);
    XgboostTrainer trainer = new XgboostTrainer();
    Examples naive = numeric(TargetEncoding.learn(train, 8, 7).encode(train), train);
    Examples naiveLater = numeric(TargetEncoding.learn(train, 8, 7).encode(later), later);
    double ordered = loss(trainer, train, later, limits);
    double leaking = loss(trainer, naive, naiveLater, limits);
    double nothing = -0.25 * Math.log(0.25) - 0.75 * Math.log(0.75);
    assertEquals(nothing, ordered, 0.02);
    assertTrue(leaking > ordered + 0.02, leaking + " against " + ordered);
  }

  private static double loss(Trainer trainer, Examples train, Examples later, Limits limits) {
    double[] margins =
        trainer
            .train(
                new Trainer.Task(train, train, trainer.defaults(limits), limits),
                Trainer.Progress.NONE)
            .margins(later);
    return io.quittance.laboratory.training.LogLoss.of(margins, later.labels(), later.weights());
  }

  private static Examples numeric(float[] values, Examples rows) {
    return Examples.of(List.of(Column.numeric("noise")), values, rows.labels());
  }

  private static double auc(float[] values, boolean[] labels) {
    double[] scores = new double[values.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Float.isNaN(values[i]) ? 0.25 : values[i];
    }
    return ClassificationMetrics.auc(scores, labels);
  }

  /// By hand: prior 2 of 4, one row of it.
  @Test
  void sharesAreSmoothedTowardsThatOfAllRows() {
    List<Column> columns = List.of(new Column("letter", List.of("a", "b", "c")));
    Examples train =
        new Examples(
            columns,
            new float[] {0, 0, 1, Float.NaN},
            new boolean[] {true, false, false, true},
            new float[] {1, 1, 1, 1});
    TargetEncoding encoding = TargetEncoding.learn(train, 2, 1);
    assertArrayEquals(new float[] {0.5f, 0.25f, 0.5f}, encoding.lookups().tables().get(0), 1e-7f);
    Examples other =
        Examples.of(columns, new float[] {2, Float.NaN, 1}, new boolean[] {true, true, true});
    assertArrayEquals(new float[] {0.5f, Float.NaN, 0.25f}, encoding.encode(other));
  }

  @Test
  void fewCategoriesKeepTheirCodes() {
    Examples train = noise(100, 3);
    TargetEncoding encoding = TargetEncoding.learn(train, CODES, 1);
    assertArrayEquals(train.values(), encoding.training());
    assertTrue(encoding.lookups().isEmpty());
  }
}
