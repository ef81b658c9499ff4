package io.quittance.core.onnx;

import io.quittance.core.model.ModelRefusedException;
import java.util.Arrays;

/// Growing arrays of primitives that share a budget, so that a small file cannot claim much memory.
/// Not thread-safe.
final class BoundedArrays {

  private BoundedArrays() {}

  /// Number of elements that one model may still allocate.
  static final class ElementBudget {
    private long left;

    ElementBudget(long elements) {
      this.left = elements;
    }

    void take(long elements) {
      left -= elements;
      if (left < 0) {
        throw new ModelRefusedException("elements", "the model has too many numbers");
      }
    }
  }

  static final class LongArray {
    private final ElementBudget budget;
    private long[] values = new long[0];
    private int size;

    LongArray(ElementBudget budget) {
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

  static final class FloatArray {
    private final ElementBudget budget;
    private float[] values = new float[0];
    private int size;

    FloatArray(ElementBudget budget) {
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
