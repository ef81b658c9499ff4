package io.quittance.laboratory.training.encoding;

import io.quittance.core.forest.CategoryEncodings;
import io.quittance.laboratory.dataset.Examples;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Encodes category codes as numbers that a tree can order: the smoothed share of positive rows in
/// each category.
///
/// A training row never sees its own label. The training rows are put in one seeded order, and each
/// gets the share over the rows *before* it (ordered target statistics of Prokhorenkova, Gusev,
/// Vorobev, Dorogush and Gulin, "CatBoost: unbiased boosting with categorical features", 2018).
/// Every other row gets the share over all training rows, which is what the model's lookup table
/// holds.
///
/// A column with few categories keeps its codes: a few tree splits can separate any of them,
/// whereas two categories with equal shares would merge. Missing values and unknown codes stay
/// missing. A category without training rows gets the share of all rows. Immutable.
public final class TargetEncoding {

  /// Weight of the overall share, in rows.
  private static final double PRIOR_ROWS = 1;

  private final SortedMap<Integer, float[]> tables;
  private final float[] training;

  private TargetEncoding(SortedMap<Integer, float[]> tables, float[] training) {
    this.tables = tables;
    this.training = training;
  }

  /// Learns the shares. The same rows and seed give the same encoding.
  ///
  /// @param kept maximum number of categories of a column that keeps its codes
  public static TargetEncoding learn(Examples train, int kept, long seed) {
    SortedMap<Integer, float[]> tables = new TreeMap<>();
    float[] encoded = train.values();
    for (int column = 0; column < train.width(); column++) {
      int categories = train.columns().get(column).categories().size();
      if (categories > kept) {
        encoded = tables.isEmpty() ? encoded.clone() : encoded;
        tables.put(column, encodeOrdered(train, column, categories, order(train, seed), encoded));
      }
    }
    return new TargetEncoding(Collections.unmodifiableSortedMap(tables), encoded);
  }

  private static int[] order(Examples train, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = new int[train.size()];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /// Writes the ordered shares of one column and returns the shares over all rows.
  private static float[] encodeOrdered(
      Examples train, int column, int categories, int[] order, float[] encoded) {
    double prior = share(train);
    double[] positives = new double[categories];
    double[] total = new double[categories];
    for (int row : order) {
      int cell = row * train.width() + column;
      int code = code(train.values()[cell], categories);
      if (code < 0) {
        encoded[cell] = Float.NaN;
        continue;
      }
      encoded[cell] = smoothed(positives[code], total[code], prior);
      positives[code] += train.labels()[row] ? train.weights()[row] : 0;
      total[code] += train.weights()[row];
    }
    float[] table = new float[categories];
    for (int code = 0; code < categories; code++) {
      table[code] = smoothed(positives[code], total[code], prior);
    }
    return table;
  }

  private static float smoothed(double positives, double total, double prior) {
    return (float) ((positives + PRIOR_ROWS * prior) / (total + PRIOR_ROWS));
  }

  /// Returns the weighted share of positive rows.
  public static double share(Examples rows) {
    double positives = 0;
    double total = 0;
    for (int i = 0; i < rows.size(); i++) {
      positives += rows.labels()[i] ? rows.weights()[i] : 0;
      total += rows.weights()[i];
    }
    return positives / total;
  }

  /// Returns the category of a value, or -1 for a missing or unknown one.
  private static int code(float value, int categories) {
    return value >= 0 && value < categories && value == (int) value ? (int) value : -1;
  }

  /// Returns the training rows with ordered shares instead of codes, row-major. Callers must not
  /// modify the array.
  public float[] training() {
    return training;
  }

  /// Returns other rows with the shares over all training rows, row-major. Callers must not modify
  /// the array.
  public float[] encode(Examples rows) {
    if (tables.isEmpty()) {
      return rows.values();
    }
    float[] encoded = rows.values().clone();
    tables.forEach(
        (column, table) -> {
          for (int cell = column; cell < encoded.length; cell += rows.width()) {
            int code = code(encoded[cell], table.length);
            encoded[cell] = code < 0 ? Float.NaN : table[code];
          }
        });
    return encoded;
  }

  /// Returns the share of each category by column index. Callers must not modify the arrays.
  public SortedMap<Integer, float[]> tables() {
    return tables;
  }

  /// Returns the tables in the form in which a forest looks up codes.
  public CategoryEncodings lookups() {
    return tables.isEmpty() ? CategoryEncodings.NONE : new CategoryEncodings(tables);
  }
}
