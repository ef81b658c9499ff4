package io.quittance.laboratory.training.encoding;

import java.util.Arrays;

/// The values of one column in ascending order, each with its weight.
final class WeightedQuantiles {

  private final long[] order;
  private final float[] values;
  private final int offset;
  private final int stride;
  private final float[] weights;
  private final double total;

  private WeightedQuantiles(
      long[] order, float[] values, int offset, int stride, float[] weights, double total) {
    this.order = order;
    this.values = values;
    this.offset = offset;
    this.stride = stride;
    this.weights = weights;
    this.total = total;
  }

  /// Sorts one column of a row-major matrix; omits missing values.
  static WeightedQuantiles of(float[] values, int column, int width, float[] weights) {
    long[] order = new long[weights.length];
    int known = 0;
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      float value = values[i * width + column];
      if (!Float.isNaN(value)) {
        order[known++] = (long) sortable(value) << 32 | i;
        total += weights[i];
      }
    }
    order = Arrays.copyOf(order, known);
    Arrays.sort(order);
    return new WeightedQuantiles(order, values, column, width, weights, total);
  }

  /// Returns an integer that sorts like the float.
  private static int sortable(float value) {
    int bits = Float.floatToIntBits(value);
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }

  boolean hasGaps() {
    return order.length < weights.length;
  }

  /// Returns the smallest value that, together with all smaller values, holds this share of the
  /// weight; 0 when all values are missing.
  float at(double share) {
    double below = 0;
    for (long entry : order) {
      int row = (int) entry;
      below += weights[row];
      if (below >= share * total) {
        return values[row * stride + offset];
      }
    }
    return order.length == 0 ? 0 : values[(int) order[order.length - 1] * stride + offset];
  }
}
