package io.quittance.core.onnx.trees;

import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.OnnxGraph.Attribute;
import io.quittance.core.onnx.OnnxGraph.Node;
import io.quittance.core.onnx.OnnxGraph.Tensor;

/// Reads the numbers of a tree operator, which a file gives as floats or as a tensor.
final class TreeAttributes {

  private static final String AS_TENSOR = "_as_tensor";

  private TreeAttributes() {}

  /// Returns numbers in versions 1 to 3: floats, or doubles in the attribute's `_as_tensor`
  /// variant; empty without either.
  ///
  /// @throws ModelRefusedException with rule `tree-tensor` when both are present, or the tensor
  ///   does not contain doubles
  static double[] numbers(Node node, String name) {
    float[] floats = node.floats(name);
    Attribute twin = node.attributes().get(name + AS_TENSOR);
    if (twin == null) {
      double[] values = new double[floats.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = floats[i];
      }
      return values;
    }
    Tensor tensor = twin.tensor();
    if (floats.length != 0 || tensor == null || tensor.elementType() != Tensor.DOUBLE) {
      throw new ModelRefusedException("tree-tensor", "a tensor of a tree does not contain doubles");
    }
    return tensor.values();
  }

  /// Returns whether a node in versions 1 to 3 gives any numbers as doubles.
  static boolean hasDoubles(Node node) {
    return node.attributes().keySet().stream().anyMatch(name -> name.endsWith(AS_TENSOR));
  }

  /// Returns the numbers of a tensor attribute in version 5; empty without it.
  ///
  /// @throws ModelRefusedException with rule `tree-tensor` when the tensor has another type
  static double[] numbers(Node node, String name, int elementType) {
    Attribute attribute = node.attributes().get(name);
    if (attribute == null) {
      return new double[0];
    }
    Tensor tensor = attribute.tensor();
    if (tensor == null || tensor.elementType() != elementType) {
      throw new ModelRefusedException("tree-tensor", "a tensor of a tree has the wrong type");
    }
    return tensor.values();
  }
}
