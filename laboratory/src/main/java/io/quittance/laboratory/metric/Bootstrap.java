package io.quittance.laboratory.metric;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Estimates how much figures would vary if other rows had been drawn (Efron 1979). Rows are drawn
/// with replacement, many times. Each sample is passed as a count per row, so that the code that
/// computes the figures has to sort its rows only once.
///
/// Rows are assumed to be independent. When several rows belong to one account, the intervals are
/// too narrow.
///
/// @param resamples at least 100; 1,000 or more are usual
/// @param confidence of the two-sided interval, in (0, 1)
/// @param seed the same seed gives the same intervals
public record Bootstrap(int resamples, double confidence, long seed) {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final int JACKKNIFE_GROUPS = 100;

  /// @throws IllegalArgumentException when a value is out of range
  public Bootstrap {
    if (resamples < 100) {
      throw new IllegalArgumentException("an interval needs at least 100 resamples");
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("the confidence must be between 0 and 1");
    }
  }

  /// How an interval is computed from the resampled figures.
  public enum Method {
    /// Their quantiles.
    PERCENTILE,
    /// Their quantiles, corrected for bias and skewness (BCa, Efron 1987). The acceleration comes
    /// from a jackknife over 100 groups of rows.
    ACCELERATED,
    /// Their quantiles reflected at the figure and cut off at 0. Use this for a distance, whose
    /// resampled values lie as far above the figure as the figure lies above the truth.
    REFLECTED
  }

  /// Computes figures of rows that each have a count.
  public interface Statistic {

    /// Returns the number of figures.
    int size();

    /// Computes all figures.
    ///
    /// @param counts the count of each row
    /// @param figures receives the figures; `NaN` where the rows do not define one
    void compute(int[] counts, double[] figures);

    /// Returns how the interval of a figure is computed.
    default Method method(int figure) {
      return Method.PERCENTILE;
    }
  }

  /// Returns each figure with its interval; samples are drawn from all rows.
  public Estimate[] of(Statistic statistic, int rows) {
    return of(statistic, new int[][] {everyRow(rows)}, rows);
  }

  /// Returns each figure with its interval; samples are drawn from each class separately, so that
  /// every sample has the same number of positive rows.
  public Estimate[] stratified(Statistic statistic, boolean[] labels) {
    int positives = 0;
    for (boolean label : labels) {
      positives += label ? 1 : 0;
    }
    int[][] strata = {new int[positives], new int[labels.length - positives]};
    int[] next = new int[2];
    for (int i = 0; i < labels.length; i++) {
      int stratum = labels[i] ? 0 : 1;
      strata[stratum][next[stratum]++] = i;
    }
    return of(statistic, strata, labels.length);
  }

  private Estimate[] of(Statistic statistic, int[][] strata, int rows) {
    double[] figures = new double[statistic.size()];
    int[] counts = new int[rows];
    Arrays.fill(counts, 1);
    statistic.compute(counts, figures);
    double[][] drawn = draw(statistic, strata, counts);
    double[][] without = new double[0][];
    for (int f = 0; f < figures.length && without.length == 0; f++) {
      if (statistic.method(f) == Method.ACCELERATED) {
        without = jackknife(statistic, rows);
      }
    }
    Estimate[] estimates = new Estimate[figures.length];
    for (int f = 0; f < figures.length; f++) {
      double acceleration =
          statistic.method(f) == Method.ACCELERATED ? acceleration(without[f]) : 0;
      estimates[f] = estimate(figures[f], sorted(drawn[f]), statistic.method(f), acceleration);
    }
    return estimates;
  }

  private double[][] draw(Statistic statistic, int[][] strata, int[] counts) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] figures = new double[statistic.size()];
    double[][] drawn = new double[figures.length][resamples];
    for (int r = 0; r < resamples; r++) {
      Arrays.fill(counts, 0);
      for (int[] stratum : strata) {
        for (int i = 0; i < stratum.length; i++) {
          counts[stratum[random.nextInt(stratum.length)]]++;
        }
      }
      statistic.compute(counts, figures);
      for (int f = 0; f < figures.length; f++) {
        drawn[f][r] = figures[f];
      }
    }
    return drawn;
  }

  /// Returns the figures with one group of rows left out at a time. Rows are assigned to groups at
  /// random.
  private double[][] jackknife(Statistic statistic, int rows) {
    int groups = Math.min(JACKKNIFE_GROUPS, rows);
    int[] order = everyRow(rows);
    SplittableRandom random = new SplittableRandom(~seed);
    for (int i = rows - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    double[] figures = new double[statistic.size()];
    double[][] without = new double[figures.length][groups];
    int[] counts = new int[rows];
    for (int group = 0; group < groups; group++) {
      Arrays.fill(counts, 1);
      for (int i = group; i < rows; i += groups) {
        counts[order[i]] = 0;
      }
      statistic.compute(counts, figures);
      for (int f = 0; f < figures.length; f++) {
        without[f][group] = figures[f];
      }
    }
    return without;
  }

  private static double acceleration(double[] without) {
    double mean = Arrays.stream(without).average().orElse(Double.NaN);
    double squares = 0;
    double cubes = 0;
    for (double figure : without) {
      double d = mean - figure;
      squares += d * d;
      cubes += d * d * d;
    }
    double acceleration = cubes / (6 * Math.pow(squares, 1.5));
    return Double.isFinite(acceleration) ? acceleration : 0;
  }

  private Estimate estimate(double figure, double[] drawn, Method method, double acceleration) {
    if (Double.isNaN(figure) || drawn.length < resamples / 2) {
      return new Estimate(figure, Double.NaN, Double.NaN);
    }
    double tail = (1 - confidence) / 2;
    double[] interval =
        switch (method) {
          case PERCENTILE -> interval(drawn, tail, 1 - tail);
          case ACCELERATED -> {
            double bias = NORMAL.inverseCumulativeProbability(shareBelow(drawn, figure));
            yield interval(
                drawn, shifted(tail, bias, acceleration), shifted(1 - tail, bias, acceleration));
          }
          case REFLECTED -> {
            double[] plain = interval(drawn, tail, 1 - tail);
            yield new double[] {Math.max(0, 2 * figure - plain[1]), 2 * figure - plain[0]};
          }
        };
    return new Estimate(figure, Math.min(interval[0], figure), Math.max(interval[1], figure));
  }

  private static double[] interval(double[] sorted, double low, double high) {
    return new double[] {quantile(sorted, low), quantile(sorted, high)};
  }

  private static double shifted(double share, double bias, double acceleration) {
    double z = bias + NORMAL.inverseCumulativeProbability(share);
    return NORMAL.cumulativeProbability(bias + z / (1 - acceleration * z));
  }

  /// Returns the share of resampled figures below the value, with ties counting half; never 0 or 1.
  private static double shareBelow(double[] drawn, double figure) {
    double below = 0;
    for (double other : drawn) {
      below += other < figure ? 1 : other == figure ? 0.5 : 0;
    }
    return Math.clamp(below, 0.5, drawn.length - 0.5) / drawn.length;
  }

  /// Returns the values that are numbers.
  private static double[] sorted(double[] drawn) {
    double[] sorted = Arrays.stream(drawn).filter(figure -> !Double.isNaN(figure)).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  private static int[] everyRow(int rows) {
    int[] every = new int[rows];
    for (int i = 0; i < rows; i++) {
      every[i] = i;
    }
    return every;
  }
}
