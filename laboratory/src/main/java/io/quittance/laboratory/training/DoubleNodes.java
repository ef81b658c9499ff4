package io.quittance.laboratory.training;

import io.quittance.core.onnx.write.OnnxGraphWriter;
import io.quittance.core.onnx.write.OnnxGraphWriter.Attribute;
import java.util.List;

/// The part of a graph that computes in double. ONNX Runtime sums and takes logarithms of a row
/// alone in another way than of a row in a batch; in double, rounded to float at the end, both come
/// to the same.
///
/// @param prefix of the names that are added
public record DoubleNodes(OnnxGraphWriter writer, String prefix) {

  private static final Attribute TO_FLOAT = Attribute.ofInt("to", 1);
  private static final Attribute TO_DOUBLE = Attribute.ofInt("to", 11);

  /// A constant of floats, widened.
  ///
  /// @return the name
  public String constant(String name, long[] shape, float... values) {
    return widened(writer.constant(prefix + name, shape, values));
  }

  /// The same values as doubles, by name.
  public String widened(String floats) {
    return writer.node("Cast", List.of(floats), floats + "_wide", TO_DOUBLE);
  }

  /// The same values as floats, by name.
  public String rounded(String doubles, String name) {
    return writer.node("Cast", List.of(doubles), prefix + name, TO_FLOAT);
  }
}
