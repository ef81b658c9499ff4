package io.quittance.laboratory;

import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.laboratory.dataset.AccountTimeSplit;
import io.quittance.laboratory.dataset.LabelledRows;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Labelled rows whose true log odds are known: linear in three features with a kink, the action
/// counts a little, 5 % of the values are missing.
public final class SyntheticRows {

  /// For which rows are divided in tests.
  public static final String MODEL = "payment-30d";

  /// As the configuration has them by default.
  public static final AccountTimeSplit.Shares SHARES =
      new AccountTimeSplit.Shares(0.55, 0.15, 0.30);

  private static final long START_MICROS = 1_767_225_600_000_000L;
  private static final long STEP_MICROS = 60_000_000L;

  private SyntheticRows() {}

  /// Rows over the first `width - 1` features of the catalogue and the action.
  public static LabelledRows of(int rows, int width, long seed) {
    List<String> all = FeatureCatalogue.standard().names();
    List<String> names = new java.util.ArrayList<>(all.subList(0, width - 1));
    names.add(FeatureCatalogue.ACTION_CHANNEL);
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[rows * width];
    boolean[] labels = new boolean[rows];
    long[] times = new long[rows];
    String[] accounts = new String[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < width - 1; j++) {
        values[i * width + j] =
            random.nextInt(20) == 0 ? Float.NaN : (float) random.nextGaussian(j, 1 + j % 3);
      }
      values[i * width + width - 1] = random.nextInt(5);
      labels[i] = random.nextDouble() < probability(values, i * width, width);
      times[i] = START_MICROS + i * STEP_MICROS;
      accounts[i] = "account-" + random.nextInt(Math.max(1, rows / 3));
    }
    return new LabelledRows(names, values, labels, times, accounts);
  }

  /// The same rows, divided as a job would.
  public static AccountTimeSplit split(int rows, int width, long seed) {
    return AccountTimeSplit.of(of(rows, width, seed), MODEL, SHARES);
  }

  /// The probability from which a row's label was drawn.
  public static double probability(float[] values, int offset, int width) {
    double first = known(values[offset]);
    double second = known(values[offset + 1] - 1);
    double odds =
        -1.2
            + 1.1 * first
            - 0.8 * second
            + 0.15 * values[offset + width - 1]
            + (second > 1 ? 1 : 0);
    return 1 / (1 + Math.exp(-odds));
  }

  private static double known(float value) {
    return Float.isNaN(value) ? 0 : value;
  }

  /// A copy whose labels are all the same.
  public static LabelledRows ofOneClass(LabelledRows rows) {
    boolean[] labels = new boolean[rows.size()];
    Arrays.fill(labels, true);
    return new LabelledRows(
        rows.features(), rows.values(), labels, rows.decidedAtMicros(), rows.accounts());
  }
}
