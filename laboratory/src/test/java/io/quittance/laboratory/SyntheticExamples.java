package io.quittance.laboratory;

import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Rows whose true log odds are known: numbers of different scales, one with outliers, a category
/// of 4 values and one of 40, 5 % of all values missing.
public final class SyntheticExamples {

  private static final int FEW = 4;
  private static final int MANY = 40;

  private SyntheticExamples() {}

  /// Eight numbers, then the small category, then the large one.
  public static Examples of(int rows, long seed) {
    return of(rows, 8, seed);
  }

  /// @param numbers numeric columns, 3 or more, of which three count
  public static Examples of(int rows, int numbers, long seed) {
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < numbers; j++) {
      columns.add(Column.numeric("number-" + j));
    }
    columns.add(new Column("few", categories(FEW)));
    columns.add(new Column("many", categories(MANY)));
    int width = columns.size();
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[rows * width];
    boolean[] labels = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      int at = i * width;
      for (int j = 0; j < numbers; j++) {
        values[at + j] = (float) random.nextGaussian(j, 1 + j % 3);
      }
      values[at + 2] *= random.nextInt(200) == 0 ? 1_000 : 1;
      values[at + numbers] = random.nextInt(FEW);
      values[at + numbers + 1] = random.nextInt(MANY);
      for (int j = 0; j < width; j++) {
        values[at + j] = random.nextInt(20) == 0 ? Float.NaN : values[at + j];
      }
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-odds(values, at, width)));
    }
    return Examples.of(columns, values, labels);
  }

  /// The log odds from which each label was drawn.
  public static double[] odds(Examples rows) {
    return IntStream.range(0, rows.size())
        .mapToDouble(i -> odds(rows.values(), i * rows.width(), rows.width()))
        .toArray();
  }

  private static double odds(float[] values, int at, int width) {
    double second = known(values[at + 1]) - 1;
    return -1
        + 1.1 * known(values[at])
        - 0.8 * second
        + (second > 1 ? 1 : 0)
        + 0.4 * (known(values[at + width - 2]) - 1.5)
        + (known(values[at + width - 1]) % 5 - 2) * 0.4;
  }

  private static double known(float value) {
    return Float.isNaN(value) ? 0 : value;
  }

  private static List<String> categories(int count) {
    return IntStream.range(0, count).mapToObj(code -> "value-" + code).toList();
  }
}
