package io.quittance.core.onnx;

import io.quittance.core.model.ModelRefusedException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Shapes of the results of operators. Each dimension is exact or, if that of an operand is an
/// upper bound, an upper bound.
final class TensorShapes {

  private TensorShapes() {}

  /// Returns the broadcast shape by the rule of ONNX; an upper bound where sizes differ and neither
  /// is 1.
  static long[] broadcast(long[] a, long[] b) {
    long[] shape = new long[Math.max(a.length, b.length)];
    for (int i = 1; i <= shape.length; i++) {
      long one = i <= a.length ? a[a.length - i] : 1;
      long other = i <= b.length ? b[b.length - i] : 1;
      shape[shape.length - i] = Math.max(one, other);
    }
    return shape;
  }

  static long[] reshaped(long[] from, long @Nullable [] wanted) {
    if (wanted == null) {
      throw unknown();
    }
    long[] shape = new long[wanted.length];
    int open = -1;
    long others = 1;
    for (int i = 0; i < shape.length; i++) {
      if (wanted[i] < -1
          || (wanted[i] == 0 && i >= from.length)
          || (wanted[i] == -1 && open >= 0)) {
        throw unknown();
      }
      open = wanted[i] == -1 ? i : open;
      shape[i] = wanted[i] == 0 ? from[i] : Math.max(1, wanted[i]);
      others = times(others, shape[i]);
    }
    if (open >= 0) {
      shape[open] = Math.ceilDiv(size(from), Math.max(1, others));
    }
    return shape;
  }

  static long[] flattened(long[] from, int axis) {
    int at = axis == from.length ? axis : axis(axis, from.length);
    return new long[] {
      size(Arrays.copyOf(from, at)), size(Arrays.copyOfRange(from, at, from.length))
    };
  }

  static long[] transposed(long[] from, long[] order) {
    if (order.length != 0 && order.length != from.length) {
      throw unknown();
    }
    return IntStream.range(0, from.length)
        .mapToLong(i -> from[order.length == 0 ? from.length - 1 - i : axis(order[i], from.length)])
        .toArray();
  }

  static long[] squeezed(long[] from, long @Nullable [] axes) {
    if (axes == null) {
      return Arrays.stream(from).filter(size -> size != 1).toArray();
    }
    boolean[] gone = new boolean[from.length];
    for (long axis : axes) {
      gone[axis(axis, from.length)] = true;
    }
    return IntStream.range(0, from.length).filter(i -> !gone[i]).mapToLong(i -> from[i]).toArray();
  }

  static long[] unsqueezed(long[] from, long @Nullable [] axes) {
    if (axes == null || from.length + axes.length > OnnxGraphReader.MAX_DIMENSIONS) {
      throw unknown();
    }
    long[] shape = new long[from.length + axes.length];
    for (long axis : axes) {
      shape[axis(axis, shape.length)] = -1;
    }
    int next = 0;
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] != -1 && next == from.length) {
        throw unknown();
      }
      shape[i] = shape[i] == -1 ? 1 : from[next++];
    }
    return shape;
  }

  static long[] appended(long[] from, long size) {
    long[] shape = Arrays.copyOf(from, from.length + 1);
    shape[from.length] = size;
    return shape;
  }

  static long[] withLast(long[] from, long size) {
    return from.length == 0
        ? new long[] {size}
        : appended(Arrays.copyOf(from, from.length - 1), size);
  }

  static long[] matrix(long[] matrix, boolean turn) {
    if (matrix.length != 2) {
      throw unknown();
    }
    return turn ? new long[] {matrix[1], matrix[0]} : matrix;
  }

  static int axis(long written, int rank) {
    long axis = written < 0 ? written + rank : written;
    if (axis < 0 || axis >= rank) {
      throw unknown();
    }
    return (int) axis;
  }

  static ModelRefusedException unknown() {
    return new ModelRefusedException("shape", "the shape of a value cannot be inferred");
  }

  static long size(long[] shape) {
    long size = 1;
    for (long dimension : shape) {
      size = times(size, dimension);
    }
    return size;
  }

  /// Multiplies; an overflow gives [Long#MAX_VALUE].
  static long times(long a, long b) {
    return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
  }

  /// Adds; an overflow gives [Long#MAX_VALUE].
  static long sum(long a, long b) {
    return a + b >= 0 ? a + b : Long.MAX_VALUE;
  }
}
