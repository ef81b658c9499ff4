package io.quittance.laboratory.explain;

import io.quittance.core.explain.AdditiveShap;
import io.quittance.core.explain.MarginFunction;
import io.quittance.core.explain.SampledShap;
import io.quittance.core.metric.ClassificationMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/// How much worse a model judges held-out rows when one column is shuffled among them (Breiman
/// 2001; Fisher, Rudin and Dominici 2019).
///
/// The same shuffles, drawn from the seed, serve every feature, so that features are compared on
/// equal terms. Correlated features share what they know: either may look unimportant alone.
public final class PermutationImportance {

  private PermutationImportance() {}

  /// What gets worse.
  public enum Measure {
    /// The area under the ROC curve; a drop of it is counted.
    AUC,
    /// Mean log loss in nats of the calibrated probability; a rise of it is counted.
    LOG_LOSS
  }

  /// One feature.
  ///
  /// @param drops how much worse the model got, one per repeat; negative where it got better
  @SuppressWarnings("ArrayRecordComponent")
  public record Importance(String feature, double[] drops) {

    public double mean() {
      return AdditiveShap.mean(drops);
    }

    /// Sample standard deviation over repeats; 0 for one repeat.
    public double deviation() {
      double mean = mean();
      double squares = Arrays.stream(drops).map(drop -> (drop - mean) * (drop - mean)).sum();
      return drops.length == 1 ? 0 : Math.sqrt(squares / (drops.length - 1));
    }
  }

  /// Asks for `rows · (features · repeats + 1)` margins.
  ///
  /// @param probability from margin to calibrated probability; not asked for AUC
  /// @param rows held-out raw rows of one length; not changed
  /// @param labels one per row, both classes present
  /// @return in the order of the names
  public static List<Importance> measure(
      MarginFunction model,
      DoubleUnaryOperator probability,
      List<String> names,
      float[][] rows,
      boolean[] labels,
      Measure measure,
      int repeats,
      long seed) {
    if (rows.length != labels.length || rows.length < 2 || repeats < 1) {
      throw new IllegalArgumentException("importance needs two labelled rows and a repeat");
    }
    int[][] shuffles = shuffles(rows.length, repeats, seed);
    double unharmed = quality(model.margins(rows), probability, labels, measure);
    float[][] changed = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      changed[i] = rows[i].clone();
    }
    List<Importance> importances = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      double[] drops = new double[repeats];
      for (int r = 0; r < repeats; r++) {
        for (int i = 0; i < rows.length; i++) {
          changed[i][j] = rows[shuffles[r][i]][j];
        }
        drops[r] = unharmed - quality(model.margins(changed), probability, labels, measure);
      }
      for (int i = 0; i < rows.length; i++) {
        changed[i][j] = rows[i][j];
      }
      importances.add(new Importance(names.get(j), drops));
    }
    return List.copyOf(importances);
  }

  private static double quality(
      double[] margins, DoubleUnaryOperator probability, boolean[] labels, Measure measure) {
    return switch (measure) {
      case AUC -> ClassificationMetrics.auc(margins, labels);
      case LOG_LOSS ->
          -ClassificationMetrics.logLoss(Arrays.stream(margins).map(probability).toArray(), labels);
    };
  }

  static int[][] shuffles(int n, int repeats, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] shuffles = new int[repeats][];
    for (int r = 0; r < repeats; r++) {
      shuffles[r] = SampledShap.permutation(random, n);
    }
    return shuffles;
  }
}
