package io.quittance.core.onnx;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Content of an ONNX file, read by the project's own reader before any native code sees the bytes.
///
/// Every instance has passed the allow-lists: only known operators of `ai.onnx` and `ai.onnx.ml`,
/// no subgraphs, no functions, no external or sparse data. Not to be changed once built; safe for
/// concurrent use.
///
/// @param opsets version by domain; the default domain is named `ai.onnx`
/// @param inputs inputs of the graph; older files list constants among them
/// @param outputs outputs of the graph
/// @param nodes operations in the order in which they are computed
/// @param initializers constants by name
public record OnnxGraph(
    Map<String, Long> opsets,
    List<Value> inputs,
    List<Value> outputs,
    List<Node> nodes,
    Map<String, Tensor> initializers) {

  /// Copies the collections.
  public OnnxGraph {
    opsets = Map.copyOf(opsets);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    nodes = List.copyOf(nodes);
    initializers = Map.copyOf(initializers);
  }

  /// Reads a graph from the bytes of an ONNX file.
  ///
  /// @throws io.quittance.core.model.ModelRefusedException with the rule that the bytes break
  public static OnnxGraph read(byte[] onnx) {
    return new OnnxGraphReader().read(onnx);
  }

  /// Returns the node that writes a value; empty for inputs and constants.
  public Optional<Node> writerOf(String value) {
    return nodes.stream().filter(node -> node.outputs().contains(value)).findFirst();
  }

  /// An input or output.
  ///
  /// @param name name in the graph
  /// @param elementType ONNX data type of a tensor (1 = float, 7 = int64); 0 for anything other
  ///   than a tensor
  /// @param shape dimensions, −1 where not fixed; empty when not given
  public record Value(String name, int elementType, List<Long> shape) {
    /// ONNX data type of a float tensor.
    public static final int FLOAT = 1;

    /// Copies the shape.
    public Value {
      shape = List.copyOf(shape);
    }
  }

  /// One operation.
  ///
  /// @param name name in the file; may be empty
  /// @param domain `ai.onnx` or `ai.onnx.ml`
  /// @param operator name of the operator
  /// @param inputs names of the values that it reads; empty for an omitted optional operand
  /// @param outputs names of the values that it writes, at least one
  /// @param attributes settings by name
  public record Node(
      String name,
      String domain,
      String operator,
      List<String> inputs,
      List<String> outputs,
      Map<String, Attribute> attributes) {

    /// Copies the collections.
    public Node {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
      attributes = Map.copyOf(attributes);
    }

    /// Returns whether this is a certain operator of a domain.
    public boolean is(String wantedDomain, String wantedOperator) {
      return domain.equals(wantedDomain) && operator.equals(wantedOperator);
    }

    /// Returns a list of integers; empty when the attribute is not set.
    public long[] ints(String attribute) {
      Attribute found = attributes.get(attribute);
      return found == null ? new long[0] : found.ints();
    }

    /// Returns a list of floats; empty when the attribute is not set.
    public float[] floats(String attribute) {
      Attribute found = attributes.get(attribute);
      return found == null ? new float[0] : found.floats();
    }

    /// Returns a list of strings; empty when the attribute is not set.
    public List<String> strings(String attribute) {
      Attribute found = attributes.get(attribute);
      return found == null ? List.of() : found.strings();
    }

    /// Returns a string, or a default when the attribute is not set.
    public String string(String attribute, String otherwise) {
      Attribute found = attributes.get(attribute);
      return found == null || found.string() == null ? otherwise : found.string();
    }

    /// Returns an integer, or a default when the attribute is not set.
    public long integer(String attribute, long otherwise) {
      Attribute found = attributes.get(attribute);
      return found == null || found.integer() == null ? otherwise : found.integer();
    }
  }

  /// A setting of a node. Only what the file sets is present; lists are otherwise empty.
  ///
  /// @param name name of the setting
  /// @param number value of a float
  /// @param integer value of an integer
  /// @param string value of a string
  /// @param tensor value of a tensor
  /// @param floats value of a list of floats; not to be changed
  /// @param ints value of a list of integers; not to be changed
  /// @param strings value of a list of strings
  @SuppressWarnings("ArrayRecordComponent")
  public record Attribute(
      String name,
      @Nullable Float number,
      @Nullable Long integer,
      @Nullable String string,
      @Nullable Tensor tensor,
      float[] floats,
      long[] ints,
      List<String> strings) {

    /// Copies the list of strings.
    public Attribute {
      strings = List.copyOf(strings);
    }
  }

  /// A constant of floats, doubles, unsigned bytes or 64-bit integers. Constants of other element
  /// types have no values here.
  ///
  /// @param name name in the graph
  /// @param elementType ONNX data type (1 = float, 2 = unsigned byte, 7 = int64, 11 = double)
  /// @param dimensions size of each dimension; empty for a scalar
  /// @param values values in row-major order; not to be changed
  @SuppressWarnings("ArrayRecordComponent")
  public record Tensor(String name, int elementType, List<Long> dimensions, double[] values) {
    /// ONNX data type of a float tensor.
    public static final int FLOAT = 1;

    /// ONNX data type of an unsigned byte tensor.
    public static final int UINT8 = 2;

    /// ONNX data type of a 64-bit integer tensor.
    public static final int INT64 = 7;

    /// ONNX data type of a double tensor.
    public static final int DOUBLE = 11;

    /// Copies the dimensions.
    public Tensor {
      dimensions = List.copyOf(dimensions);
    }
  }
}
