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

/// Measures how much worse a model performs on held-out rows when the values of one column are
/// shuffled among them (Breiman 2001; Fisher, Rudin and Dominici 2019).
///
/// All features use the same shuffles, drawn from the seed, so that they are compared on equal
/// terms. Correlated features share information, so each may look unimportant by itself.
public final class PermutationImportance {

  private PermutationImportance() {}

  /// The loss that is measured.
  public enum Measure {
    /// The area under the ROC curve; its drop counts.
    AUC,
    /// Mean log loss of the calibrated probability in nats; its rise counts.
    LOG_LOSS
  }

  /// The result for one feature.
  ///
  /// @param drops how much worse the model became, one value per repeat; negative when it improved
  @SuppressWarnings("ArrayRecordComponent")
  public record Importance(String feature, double[] drops) {

    public double mean() {
      return AdditiveShap.mean(drops);
    }

    /// Returns the sample standard deviation over the repeats; 0 for one repeat.
    public double deviation() {
      double mean = mean();
      double squares = Arrays.stream(drops).map(drop -> (drop - mean) * (drop - mean)).sum();
      return drops.length == 1 ? 0 : Math.sqrt(squares / (drops.length - 1));
    }
  }

  /// Computes `rows · (features · repeats + 1)` margins.
  ///
  /// @param probability maps a margin to a calibrated probability; not used for AUC
  /// @param rows held-out raw rows of equal length; not modified
  /// @param labels one per row; both classes must occur
  /// @return the importances, in the order of the names
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
      throw new IllegalArgumentException("importance needs two labelled rows and one repeat");
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
