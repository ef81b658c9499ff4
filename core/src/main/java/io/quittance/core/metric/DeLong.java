package io.quittance.core.metric;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// How sure an AUC is, and whether two scores of the same rows differ in it (DeLong, DeLong and
/// Clarke-Pearson 1988), by midranks in O(n log n) (Sun and Xu 2014).
public final class DeLong {

  private static final double CONFIDENCE = 0.95;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private DeLong() {}

  /// An AUC with its variance and a normal confidence interval cut to [0, 1].
  public record Auc(double auc, double variance, double lower, double upper) {}

  /// Two AUCs on the same rows.
  ///
  /// @param first AUC of the first score
  /// @param second AUC of the second score
  /// @param difference first - second
  /// @param variance of the difference, their covariance allowed for
  /// @param z difference / standard error; 0 when the scores rank alike
  /// @param pValue two-sided; 1 when the scores rank alike
  /// @param lower bound of the difference
  /// @param upper bound of the difference
  public record Comparison(
      double first,
      double second,
      double difference,
      double variance,
      double z,
      double pValue,
      double lower,
      double upper) {}

  /// The AUC with a 95 % interval.
  public static Auc auc(double[] scores, boolean[] labels) {
    return auc(scores, labels, CONFIDENCE);
  }

  /// The AUC with an interval.
  ///
  /// @param confidence of the two-sided interval, in (0, 1)
  /// @throws IllegalArgumentException with fewer than two rows of either class, or a `NaN` score
  public static Auc auc(double[] scores, boolean[] labels, double confidence) {
    Components c = Components.of(scores, labels);
    double variance = covariance(c, c);
    double reach = reach(confidence, variance);
    return new Auc(c.auc, variance, Math.max(0, c.auc - reach), Math.min(1, c.auc + reach));
  }

  /// The paired test with a 95 % interval.
  public static Comparison compare(double[] first, double[] second, boolean[] labels) {
    return compare(first, second, labels, CONFIDENCE);
  }

  /// The paired test with an interval.
  ///
  /// @param confidence of the two-sided interval, in (0, 1)
  /// @throws IllegalArgumentException with fewer than two rows of either class, or a `NaN` score
  public static Comparison compare(
      double[] first, double[] second, boolean[] labels, double confidence) {
    Components a = Components.of(first, labels);
    Components b = Components.of(second, labels);
    double difference = a.auc - b.auc;
    double variance = Math.max(0, covariance(a, a) + covariance(b, b) - 2 * covariance(a, b));
    double z = difference == 0 ? 0 : difference / Math.sqrt(variance);
    double reach = reach(confidence, variance);
    return new Comparison(
        a.auc,
        b.auc,
        difference,
        variance,
        z,
        2 * NORMAL.survivalProbability(Math.abs(z)),
        difference - reach,
        difference + reach);
  }

  private static double reach(double confidence, double variance) {
    return NORMAL.inverseSurvivalProbability((1 - confidence) / 2) * Math.sqrt(variance);
  }

  private static double covariance(Components a, Components b) {
    return covariance(a.ofPositives, b.ofPositives, a.auc, b.auc) / a.ofPositives.length
        + covariance(a.ofNegatives, b.ofNegatives, a.auc, b.auc) / a.ofNegatives.length;
  }

  private static double covariance(double[] x, double[] y, double meanX, double meanY) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - meanX) * (y[i] - meanY);
    }
    return sum / (x.length - 1);
  }

  /// The structural components: for each positive row the share of negatives it beats, for each
  /// negative row the share of positives that beat it.
  @SuppressWarnings("ArrayRecordComponent")
  private record Components(double auc, double[] ofPositives, double[] ofNegatives) {

    static Components of(double[] scores, boolean[] labels) {
      Samples.check(scores, labels);
      int m = 0;
      for (boolean label : labels) {
        m += label ? 1 : 0;
      }
      int n = labels.length - m;
      if (m < 2 || n < 2) {
        throw new IllegalArgumentException("an AUC's variance needs two rows of each class");
      }
      double[] all = new double[m + n];
      int i = 0;
      int j = m;
      for (int k = 0; k < labels.length; k++) {
        all[labels[k] ? i++ : j++] = scores[k] + 0.0;
      }
      double[] amongAll = Samples.midranks(all);
      double[] amongOwn = Samples.midranks(Arrays.copyOfRange(all, 0, m));
      double[] amongOther = Samples.midranks(Arrays.copyOfRange(all, m, m + n));
      double[] ofPositives = new double[m];
      double[] ofNegatives = new double[n];
      double sum = 0;
      for (int k = 0; k < m; k++) {
        ofPositives[k] = (amongAll[k] - amongOwn[k]) / n;
        sum += ofPositives[k];
      }
      for (int k = 0; k < n; k++) {
        ofNegatives[k] = 1 - (amongAll[m + k] - amongOther[k]) / m;
      }
      return new Components(sum / m, ofPositives, ofNegatives);
    }
  }
}
