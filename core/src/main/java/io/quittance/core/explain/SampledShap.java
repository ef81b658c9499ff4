package io.quittance.core.explain;

import java.util.SplittableRandom;

/// Interventional SHAP values of any model, estimated by walking from background rows to the
/// explained row in random orders (Castro, Gómez and Tejada 2009), each order also backwards
/// (antithetic sampling: Mitchell, Cooper, Frank and Holmes 2022).
///
/// The background rows take turns. What a finite number of turns leaves between the rows used and
/// the whole background is put right by a control variate: the sum of a walk's contributions is
/// known to be `f(x) − f(b)`, whose mean over the background is known too. So base value (mean
/// margin of the background) and contributions add up to the margin to double rounding, and a
/// feature that the model does not read gets exactly 0.
///
/// The orders are drawn from the seed and the row's values: equal rows have equal explanations on
/// every machine on which the model gives equal margins. Cost: at most one margin a permutation and
/// feature. Immutable, and safe for several threads if the model is.
public final class SampledShap {

  private static final int MIN_PERMUTATIONS = 8;
  private static final int BATCH = 2048;

  private final MarginFunction model;
  private final float[][] background;
  private final double[] margins;
  private final double baseValue;
  private final int pairs;
  private final long seed;

  /// Asks for the margins of the background once.
  ///
  /// @param background raw rows of one length, at least one; not to be changed
  /// @param permutations even, at least 8; the standard errors shrink with its square root
  /// @throws IllegalArgumentException when there is no background, or too few permutations
  public SampledShap(MarginFunction model, float[][] background, int permutations, long seed) {
    AdditiveShap.check(background);
    if (permutations < MIN_PERMUTATIONS || permutations % 2 != 0) {
      throw new IllegalArgumentException(
          "permutations must be even and at least " + MIN_PERMUTATIONS);
    }
    this.model = model;
    this.background = background.clone();
    this.margins = model.margins(background);
    this.baseValue = AdditiveShap.mean(margins);
    this.pairs = permutations / 2;
    this.seed = seed;
  }

  /// @param explanation adds up to the margin
  /// @param standardErrors one per contribution, from the spread of the walks about the control
  ///   variate; 0 for a feature that is not read
  /// @param margin the explained margin
  @SuppressWarnings("ArrayRecordComponent")
  public record Sampled(Explanation explanation, double[] standardErrors, double margin) {}

  /// The mean margin of the background.
  public double baseValue() {
    return baseValue;
  }

  /// @param row `NaN` is a missing value
  /// @throws IllegalArgumentException when the row has another length than the background's
  public Sampled explain(float[] row) {
    int features = background[0].length;
    if (row.length != features) {
      throw new IllegalArgumentException(
          "a row has " + row.length + " values where " + features + " are expected");
    }
    double margin = model.margin(row);
    SplittableRandom random = new SplittableRandom(seed ^ hash(row));
    int[] turns = permutation(random, background.length);
    double[][] walked = new double[pairs][features];
    int most = Math.max(1, BATCH / (2 * features));
    Walks walks = new Walks(row, Math.min(most, pairs));
    for (int from = 0; from < pairs; from += most) {
      int to = Math.min(pairs, from + most);
      walks.clear();
      for (int p = from; p < to; p++) {
        int[] order = permutation(random, features);
        float[] start = background[turns[p % turns.length]];
        walks.add(start, order);
        walks.add(start, reversed(order));
      }
      walks.ask();
      for (int p = from; p < to; p++) {
        double first = margins[turns[p % turns.length]];
        walks.read(2 * (p - from), first, margin, walked[p]);
        walks.read(2 * (p - from) + 1, first, margin, walked[p]);
      }
    }
    return estimate(walked, turns, margin);
  }

  /// Averages, corrected by the regression on the walks' known sums.
  private Sampled estimate(double[][] walked, int[] turns, double margin) {
    int features = walked[0].length;
    double[] sums = new double[pairs];
    for (int p = 0; p < pairs; p++) {
      sums[p] = margin - margins[turns[p % turns.length]];
    }
    double meanSum = AdditiveShap.mean(sums);
    double variance = 0;
    for (double sum : sums) {
      variance += (sum - meanSum) * (sum - meanSum);
    }
    double[] contributions = new double[features];
    double[] errors = new double[features];
    for (int j = 0; j < features; j++) {
      double mean = 0;
      for (double[] walk : walked) {
        mean += walk[j] / pairs;
      }
      double covariance = 0;
      for (int p = 0; p < pairs; p++) {
        covariance += (walked[p][j] - mean) * (sums[p] - meanSum);
      }
      double slope = variance > 0 ? covariance / variance : 0;
      double squares = 0;
      for (int p = 0; p < pairs; p++) {
        double residual = walked[p][j] - mean - slope * (sums[p] - meanSum);
        squares += residual * residual;
      }
      contributions[j] = mean + slope * (margin - baseValue - meanSum);
      errors[j] = Math.sqrt(squares / (pairs - 2) / pairs);
    }
    return new Sampled(new Explanation(baseValue, contributions), errors, margin);
  }

  public static int[] permutation(SplittableRandom random, int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static int[] reversed(int[] order) {
    int[] backwards = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      backwards[i] = order[order.length - 1 - i];
    }
    return backwards;
  }

  /// Equal for equal rows: all missing values are one, and so are both zeros.
  static long hash(float[] row) {
    long hash = 0x9E3779B97F4A7C15L;
    for (float value : row) {
      hash = (hash ^ Float.floatToIntBits(value + 0.0f)) * 0xBF58476D1CE4E5B9L;
      hash ^= hash >>> 31;
    }
    return hash;
  }

  /// The rows between the ends of some walks, asked in one batch. A step that changes nothing asks
  /// for nothing.
  private final class Walks {
    private static final int START = -1;

    private final float[] row;
    private final int features;
    private final float[] rows;
    private final double[] answers;
    private final int[][] orders;
    private final int[][] slots;
    private int count;
    private int used;

    Walks(float[] row, int pairs) {
      this.row = row;
      this.features = row.length;
      int most = 2 * pairs * Math.max(1, features - 1);
      this.rows = new float[most * features];
      this.answers = new double[most];
      this.orders = new int[2 * pairs][];
      this.slots = new int[2 * pairs][features];
    }

    void clear() {
      count = 0;
      used = 0;
    }

    void add(float[] start, int[] order) {
      float[] at = start.clone();
      int slot = START;
      for (int k = 0; k < features - 1; k++) {
        int j = order[k];
        boolean same = at[j] == row[j] || (Float.isNaN(at[j]) && Float.isNaN(row[j]));
        if (!same) {
          at[j] = row[j];
          System.arraycopy(at, 0, rows, used * features, features);
          slot = used++;
        }
        slots[count][k] = slot;
      }
      orders[count++] = order;
    }

    void ask() {
      if (used > 0) {
        model.margins(rows, used, answers);
      }
    }

    /// Adds half of what each step of a walk changed.
    void read(int walk, double first, double last, double[] contributions) {
      double before = first;
      for (int k = 0; k < features; k++) {
        double after = last;
        if (k < features - 1) {
          int slot = slots[walk][k];
          after = slot == START ? first : answers[slot];
        }
        contributions[orders[walk][k]] += (after - before) / 2;
        before = after;
      }
    }
  }
}
