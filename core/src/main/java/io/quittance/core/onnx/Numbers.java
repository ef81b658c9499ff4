package io.quittance.core.onnx;

import io.quittance.core.model.ModelRefusedException;
import java.util.Arrays;

/// Growing arrays of primitives with a common budget, so that a small file cannot ask for much
/// memory.
final class Numbers {

  private Numbers() {}

  /// What is left of the elements that one model may hold.
  static final class Budget {
    private long left;

    Budget(long elements) {
      this.left = elements;
    }

    void take(long elements) {
      left -= elements;
      if (left < 0) {
        throw new ModelRefusedException("elements", "the model holds too many numbers");
      }
    }
  }

  static final class Longs {
    private final Budget budget;
    private long[] values = new long[0];
    private int size;

    Longs(Budget budget) {
      this.budget = budget;
    }

    void add(long value) {
      budget.take(1);
      if (size == values.length) {
        values = Arrays.copyOf(values, Math.max(8, size * 2));
      }
      values[size++] = value;
    }

    long[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }

  static final class Floats {
    private final Budget budget;
    private float[] values = new float[0];
    private int size;

    Floats(Budget budget) {
      this.budget = budget;
    }

    void add(float value) {
      budget.take(1);
      if (size == values.length) {
        values = Arrays.copyOf(values, Math.max(8, size * 2));
      }
      values[size++] = value;
    }

    float[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
