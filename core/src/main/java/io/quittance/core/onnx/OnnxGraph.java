package io.quittance.core.onnx;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an ONNX file says, read by our own walker before any native code sees it.
///
/// A graph that exists has passed the allow-lists: only known operators of `ai.onnx` and
/// `ai.onnx.ml`, no subgraphs, no functions, no external or sparse data.
///
/// @param opsets version by domain; the default domain is called `ai.onnx`
/// @param initializers constants by name
public record OnnxGraph(
    Map<String, Long> opsets,
    List<Value> inputs,
    List<Value> outputs,
    List<Node> nodes,
    Map<String, Tensor> initializers) {

  public OnnxGraph {
    opsets = Map.copyOf(opsets);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    nodes = List.copyOf(nodes);
    initializers = Map.copyOf(initializers);
  }

  /// Reads a graph from the bytes of an ONNX file.
  ///
  /// @throws ModelRefusedException with the rule that the bytes break
  public static OnnxGraph read(byte[] onnx) {
    return new OnnxGraphReader().read(onnx);
  }

  /// The node that writes a value.
  public Optional<Node> writerOf(String value) {
    return nodes.stream().filter(node -> node.outputs().contains(value)).findFirst();
  }

  /// An input or output.
  ///
  /// @param elementType ONNX data type of a tensor (1 = float, 7 = int64); 0 for anything but a
  ///   tensor
  /// @param shape dimensions, -1 where not fixed; empty when not said
  public record Value(String name, int elementType, List<Long> shape) {
    public static final int FLOAT = 1;

    public Value {
      shape = List.copyOf(shape);
    }
  }

  /// One operation.
  ///
  /// @param domain `ai.onnx` or `ai.onnx.ml`
  public record Node(
      String name,
      String domain,
      String operator,
      List<String> inputs,
      List<String> outputs,
      Map<String, Attribute> attributes) {

    public Node {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
      attributes = Map.copyOf(attributes);
    }

    public boolean is(String wantedDomain, String wantedOperator) {
      return domain.equals(wantedDomain) && operator.equals(wantedOperator);
    }

    public long[] ints(String attribute) {
      Attribute found = attributes.get(attribute);
      return found == null ? new long[0] : found.ints();
    }

    public float[] floats(String attribute) {
      Attribute found = attributes.get(attribute);
      return found == null ? new float[0] : found.floats();
    }

    public List<String> strings(String attribute) {
      Attribute found = attributes.get(attribute);
      return found == null ? List.of() : found.strings();
    }

    public String string(String attribute, String otherwise) {
      Attribute found = attributes.get(attribute);
      return found == null || found.string() == null ? otherwise : found.string();
    }

    public long integer(String attribute, long otherwise) {
      Attribute found = attributes.get(attribute);
      return found == null || found.integer() == null ? otherwise : found.integer();
    }
  }

  /// Only what the file set is present; the lists are empty otherwise.
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

    public Attribute {
      strings = List.copyOf(strings);
    }
  }

  /// A constant of floats, doubles, bytes or 64-bit integers; other element types are kept as an
  /// empty array of values.
  ///
  /// @param elementType ONNX data type (1 = float, 2 = unsigned byte, 7 = int64, 11 = double)
  @SuppressWarnings("ArrayRecordComponent")
  public record Tensor(String name, int elementType, List<Long> dimensions, double[] values) {
    public static final int FLOAT = 1;
    public static final int UINT8 = 2;
    public static final int INT64 = 7;
    public static final int DOUBLE = 11;

    public Tensor {
      dimensions = List.copyOf(dimensions);
    }
  }
}
