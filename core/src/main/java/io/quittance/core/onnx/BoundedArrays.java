package io.quittance.core.onnx;

import io.quittance.core.model.ModelRefusedException;
import java.util.Arrays;

/// Growing arrays of primitives with a common budget, so that a small file cannot ask for much
/// memory.
final class BoundedArrays {

  private BoundedArrays() {}

  /// What is left of the elements that one model may hold.
  static final class ElementBudget {
    private long left;

    ElementBudget(long elements) {
      this.left = elements;
    }

    void take(long elements) {
      left -= elements;
      if (left < 0) {
        throw new ModelRefusedException("elements", "the model holds too many numbers");
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
