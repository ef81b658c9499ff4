package io.quittance.core.onnx;

import io.quittance.core.model.ModelRefusedException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The values of one tensor, from whichever field of the format contains them. Not thread-safe.
final class TensorData {

  private final BoundedArrays.ElementBudget budget;
  private final BoundedArrays.FloatArray floats;
  private final BoundedArrays.LongArray longs;
  private final BoundedArrays.LongArray integers;
  private final BoundedArrays.LongArray doubleBits;
  private @Nullable ByteBuffer raw;

  TensorData(BoundedArrays.ElementBudget budget) {
    this.budget = budget;
    this.floats = new BoundedArrays.FloatArray(budget);
    this.longs = new BoundedArrays.LongArray(budget);
    this.integers = new BoundedArrays.LongArray(budget);
    this.doubleBits = new BoundedArrays.LongArray(budget);
  }

  void floats(ProtoReader message) {
    message.float32s(floats);
  }

  void longs(ProtoReader message) {
    message.int64s(longs);
  }

  void integers(ProtoReader message) {
    message.int64s(integers);
  }

  void doubles(ProtoReader message) {
    ByteBuffer packed = message.slice();
    if (packed.remaining() % Double.BYTES != 0) {
      throw new ModelRefusedException("malformed", "packed doubles end in the middle of a value");
    }
    while (packed.hasRemaining()) {
      doubleBits.add(packed.getLong());
    }
  }

  void raw(ByteBuffer bytes) {
    raw = bytes;
  }

  /// Returns the values as doubles; empty for element types that are not read.
  ///
  /// @throws ModelRefusedException with rule `tensor-size` when the number of values differs from
  ///   the dimensions
  double[] values(int type, long[] dimensions) {
    double[] values =
        switch (type) {
          case OnnxGraph.Tensor.FLOAT -> floatValues();
          case OnnxGraph.Tensor.UINT8 -> byteValues();
          case OnnxGraph.Tensor.INT64 -> longValues();
          case OnnxGraph.Tensor.DOUBLE -> doubleValues();
          default -> null;
        };
    if (values == null) {
      return new double[0];
    }
    long expected = 1;
    for (long size : dimensions) {
      if (size < 0 || size > OnnxGraphReader.MAX_BYTES) {
        throw new ModelRefusedException("tensor-size", "a dimension is out of range");
      }
      expected = Math.multiplyExact(Math.min(expected, OnnxGraphReader.MAX_BYTES + 1L), size);
    }
    if (expected != values.length) {
      throw new ModelRefusedException(
          "tensor-size", "the number of values does not match a tensor's dimensions");
    }
    return values;
  }

  private double[] floatValues() {
    double[] values;
    if (raw == null) {
      float[] typed = floats.toArray();
      values = new double[typed.length];
      for (int i = 0; i < typed.length; i++) {
        values[i] = typed[i];
      }
    } else {
      values = new double[count(raw, Float.BYTES)];
      for (int i = 0; i < values.length; i++) {
        values[i] = raw.getFloat(i * Float.BYTES);
      }
    }
    return values;
  }

  private double[] byteValues() {
    if (raw == null) {
      return widened(integers.toArray());
    }
    double[] values = new double[count(raw, 1)];
    for (int i = 0; i < values.length; i++) {
      values[i] = raw.get(i) & 0xff;
    }
    return values;
  }

  private static double[] widened(long[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private double[] longValues() {
    double[] values;
    if (raw == null) {
      values = widened(longs.toArray());
    } else {
      values = new double[count(raw, Long.BYTES)];
      for (int i = 0; i < values.length; i++) {
        values[i] = raw.getLong(i * Long.BYTES);
      }
    }
    return values;
  }

  private double[] doubleValues() {
    double[] values;
    if (raw == null) {
      long[] typed = doubleBits.toArray();
      values = new double[typed.length];
      for (int i = 0; i < typed.length; i++) {
        values[i] = Double.longBitsToDouble(typed[i]);
      }
    } else {
      values = new double[count(raw, Double.BYTES)];
      for (int i = 0; i < values.length; i++) {
        values[i] = raw.getDouble(i * Double.BYTES);
      }
    }
    return values;
  }

  private int count(ByteBuffer bytes, int width) {
    if (bytes.remaining() % width != 0) {
      throw new ModelRefusedException("tensor-size", "raw data end in the middle of a value");
    }
    int count = bytes.remaining() / width;
    budget.take(count);
    return count;
  }
}
