package io.quittance.laboratory.training.encoding;

import io.quittance.core.onnx.write.OnnxGraphWriter;
import io.quittance.laboratory.dataset.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Turns raw rows into dense rows. It is learned from weighted training rows. The computation here
/// and the nodes of [PreparationGraph] use the same float operations.
///
/// A prepared row holds, in this order:
/// - each number, and each category of a column with more than [#ONE_HOT] categories as its share
///   of positive rows ([TargetEncoding]). A missing value becomes the median. The value is capped
///   at the 0.5 % and 99.5 % quantiles (at the minimum and maximum when those are equal), then
///   standardised by the mean and the standard deviation;
/// - for each of these that was missing in a training row, an indicator that is 1 when the value is
///   missing;
/// - for each category of the other columns, an indicator; all are 0 when the value is missing.
///
/// Immutable.
public final class Preparation {

  /// Maximum number of categories of a column that is turned into indicators.
  static final int ONE_HOT = 16;

  private static final double TAIL = 0.005;

  final int[] numbers;
  final int[] indicators;
  final int[] categorical;
  final int[] categories;
  final float[] medians;
  final float[] lowest;
  final float[] highest;
  final float[] means;
  final float[] scales;
  final TargetEncoding encoding;
  private final int features;

  private Preparation(Examples train, TargetEncoding encoding) {
    this.encoding = encoding;
    this.features = train.width();
    List<Integer> dense = new ArrayList<>();
    List<Integer> coded = new ArrayList<>();
    for (int column = 0; column < features; column++) {
      boolean kept =
          train.columns().get(column).categorical() && !encoding.tables().containsKey(column);
      (kept ? coded : dense).add(column);
    }
    numbers = dense.stream().mapToInt(Integer::intValue).toArray();
    categorical = coded.stream().mapToInt(Integer::intValue).toArray();
    categories =
        Arrays.stream(categorical)
            .map(column -> train.columns().get(column).categories().size())
            .toArray();
    medians = new float[numbers.length];
    lowest = new float[numbers.length];
    highest = new float[numbers.length];
    means = new float[numbers.length];
    scales = new float[numbers.length];
    List<Integer> gaps = new ArrayList<>();
    for (int k = 0; k < numbers.length; k++) {
      if (learnNumber(k, encoding.training(), train.weights())) {
        gaps.add(k);
      }
    }
    indicators = gaps.stream().mapToInt(Integer::intValue).toArray();
  }

  /// Learns from training rows only.
  ///
  /// @param seed of the order in which the target encoding processes the rows
  public static Preparation learn(Examples train, long seed) {
    return new Preparation(train, TargetEncoding.learn(train, ONE_HOT, seed));
  }

  /// @return whether a value is missing
  private boolean learnNumber(int k, float[] rows, float[] weights) {
    WeightedQuantiles quantiles = WeightedQuantiles.of(rows, numbers[k], features, weights);
    medians[k] = quantiles.at(0.5);
    lowest[k] = quantiles.at(TAIL);
    highest[k] = quantiles.at(1 - TAIL);
    if (lowest[k] == highest[k]) {
      lowest[k] = quantiles.at(0);
      highest[k] = quantiles.at(1);
    }
    double total = 0;
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * (double) filled(k, rows[i * features + numbers[k]]);
      total += weights[i];
    }
    double mean = sum / total;
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      double off = filled(k, rows[i * features + numbers[k]]) - mean;
      squares += weights[i] * off * off;
    }
    float scale = (float) Math.sqrt(squares / total);
    means[k] = (float) mean;
    scales[k] = scale > 0 ? scale : 1;
    return quantiles.hasGaps();
  }

  private float filled(int k, float value) {
    float known = Float.isNaN(value) ? medians[k] : value;
    return Math.min(Math.max(known, lowest[k]), highest[k]);
  }

  /// Returns the number of values in a prepared row.
  public int width() {
    return numbers.length + indicators.length + Arrays.stream(categories).sum();
  }

  /// Returns the prepared rows that it was learned from, row-major. A row's encoded categories do
  /// not depend on its own label.
  public float[] training() {
    return prepare(encoding.training());
  }

  /// Prepares other rows; row-major.
  public float[] apply(Examples rows) {
    return prepare(encoding.encode(rows));
  }

  private float[] prepare(float[] encoded) {
    int rows = encoded.length / features;
    float[] prepared = new float[Math.multiplyExact(rows, width())];
    int to = 0;
    for (int i = 0; i < rows; i++) {
      int from = i * features;
      for (int k = 0; k < numbers.length; k++) {
        prepared[to++] = (filled(k, encoded[from + numbers[k]]) - means[k]) / scales[k];
      }
      for (int k : indicators) {
        prepared[to++] = Float.isNaN(encoded[from + numbers[k]]) ? 1 : 0;
      }
      for (int c = 0; c < categorical.length; c++) {
        float code = encoded[from + categorical[c]];
        for (int category = 0; category < categories[c]; category++) {
          prepared[to++] = code == category ? 1 : 0;
        }
      }
    }
    return prepared;
  }

  /// Adds the same computation to a graph.
  ///
  /// @return the name of the prepared rows, float [N, [#width]]
  public String append(OnnxGraphWriter writer, String input, String prefix) {
    return new PreparationGraph(this, writer, input, prefix).append();
  }
}
