package io.quittance.laboratory.training;

import io.quittance.core.onnx.write.OnnxGraphWriter;
import io.quittance.core.onnx.write.OnnxGraphWriter.Attribute;
import java.util.List;

/// Adds the part of a graph that computes in double precision. ONNX Runtime sums and takes
/// logarithms differently for a single row than for a row in a batch. Computing in double and
/// rounding to float at the end gives the same result for both.
///
/// @param prefix of the names of added nodes
public record DoubleNodes(OnnxGraphWriter writer, String prefix) {

  private static final Attribute TO_FLOAT = Attribute.ofInt("to", 1);
  private static final Attribute TO_DOUBLE = Attribute.ofInt("to", 11);

  /// Adds a float constant, widened to double.
  ///
  /// @return the name of the node
  public String constant(String name, long[] shape, float... values) {
    return widened(writer.constant(prefix + name, shape, values));
  }

  /// Converts a named value to double.
  public String widened(String floats) {
    return writer.node("Cast", List.of(floats), floats + "_wide", TO_DOUBLE);
  }

  /// Converts a named value to float.
  public String rounded(String doubles, String name) {
    return writer.node("Cast", List.of(doubles), prefix + name, TO_FLOAT);
  }
}
