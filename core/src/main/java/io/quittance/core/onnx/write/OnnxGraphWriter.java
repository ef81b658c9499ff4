package io.quittance.core.onnx.write;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.onnx.OnnxGraph;
import io.quittance.core.onnx.OnnxGraphReader;
import io.quittance.core.onnx.ProtoWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Builds one ONNX graph of the form that Quittance expects: input `features` float [N, F], outputs
/// `probability` and `margin`, each float [N, 1].
///
/// Nodes must be added in the order in which they are computed. The same calls give the same bytes.
/// Writes IR version 8, `ai.onnx` 13 and `ai.onnx.ml` 3, and only operators that [OnnxGraph#read]
/// accepts. One writer builds one graph; not thread-safe.
public final class OnnxGraphWriter {

  private static final String MARGIN = OnnxForestWriter.MARGIN;
  private static final int IR_VERSION = 8;
  private static final int ONNX_VERSION = 13;
  private static final int ML_VERSION = 3;

  private final String graphName;
  private final int features;
  private final ProtoWriter nodes = new ProtoWriter();
  private final ProtoWriter constants = new ProtoWriter();
  private final Set<String> names = new HashSet<>();
  private boolean finished;

  /// @param graphName name of the graph in the file
  /// @param features number of values in a row
  public OnnxGraphWriter(String graphName, int features) {
    this.graphName = graphName;
    this.features = features;
    names.add(OnnxForestWriter.INPUT);
  }

  /// Returns the name of the only input: raw rows, `NaN` where missing, codes for categories.
  public String input() {
    return OnnxForestWriter.INPUT;
  }

  /// Adds a constant of floats.
  ///
  /// @param name name of the constant, not yet used
  /// @param shape size of each dimension; empty for a scalar
  /// @param values values in row-major order
  /// @return the name
  /// @throws IllegalArgumentException when the name is already used or the values do not fill the
  ///   shape
  public String constant(String name, long[] shape, float... values) {
    ByteBuffer raw = littleEndian(values.length * Float.BYTES);
    for (float value : values) {
      raw.putFloat(value);
    }
    return constant(name, tensor(OnnxGraph.Tensor.FLOAT, shape, values.length), raw);
  }

  /// Adds a constant of 64-bit integers, such as indexes and axes.
  ///
  /// @param name name of the constant, not yet used
  /// @param shape size of each dimension; empty for a scalar
  /// @param values values in row-major order
  /// @return the name
  /// @throws IllegalArgumentException when the name is already used or the values do not fill the
  ///   shape
  public String constantLongs(String name, long[] shape, long... values) {
    ByteBuffer raw = littleEndian(values.length * Long.BYTES);
    for (long value : values) {
      raw.putLong(value);
    }
    return constant(name, tensor(OnnxGraph.Tensor.INT64, shape, values.length), raw);
  }

  /// Adds a one-dimensional constant of doubles.
  String constantDoubles(String name, double... values) {
    ByteBuffer raw = littleEndian(values.length * Double.BYTES);
    for (double value : values) {
      raw.putDouble(value);
    }
    long[] shape = {values.length};
    return constant(name, tensor(OnnxGraph.Tensor.DOUBLE, shape, values.length), raw);
  }

  private String constant(String name, ProtoWriter tensor, ByteBuffer raw) {
    claim(name);
    constants.message(5, tensor.string(8, name).bytes(9, raw.array()));
    return name;
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ProtoWriter tensor(int type, long[] shape, int values) {
    long expected = 1;
    ProtoWriter tensor = new ProtoWriter();
    for (long size : shape) {
      tensor.int64(1, size);
      expected = Math.multiplyExact(expected, size);
    }
    if (expected != values) {
      throw new IllegalArgumentException(
          "the number of values does not match the constant's shape");
    }
    return tensor.int64(2, type);
  }

  /// Adds an operation with one output.
  ///
  /// @param operator operator of `ai.onnx` or `ai.onnx.ml`; the domain follows from it
  /// @param inputs names of the input, of constants or of earlier outputs; empty for an omitted
  ///   optional operand
  /// @param output name of the output, not yet used
  /// @param attributes settings of the operation
  /// @return the output's name
  /// @throws IllegalArgumentException when the operator is not allowed, an input does not exist, or
  ///   the output's name is already used
  public String node(String operator, List<String> inputs, String output, Attribute... attributes) {
    String domain = OnnxGraphReader.domainOf(operator);
    ProtoWriter node = new ProtoWriter();
    for (String input : inputs) {
      if (!input.isEmpty() && !names.contains(input)) {
        throw new IllegalArgumentException(operator + " reads " + input + ", which does not exist");
      }
      node.string(1, input);
    }
    claim(output);
    node.string(2, output).string(3, output).string(4, operator);
    if (domain.equals(OnnxGraphReader.ML)) {
      node.string(7, domain);
    }
    for (Attribute attribute : attributes) {
      node.message(5, attribute.message());
    }
    nodes.message(1, node);
    return output;
  }

  private void claim(String name) {
    if (finished) {
      throw new IllegalStateException("the graph is finished");
    }
    if (name.isEmpty() || !names.add(name)) {
      throw new IllegalArgumentException("the name \"" + name + "\" is empty or already used");
    }
  }

  /// Adds a forest with its category encodings.
  ///
  /// @param ensemble the forest
  /// @param input name of the rows, float [N, `ensemble.features()`]
  /// @param prefix prefix of the names of everything added, different for each forest in the graph
  /// @return name of the forest's margin, float [N, 1]
  public String forest(TreeEnsemble ensemble, String input, String prefix) {
    String encoded = CategoryEncodingNodes.write(ensemble, this, input, prefix);
    return node(
        "TreeEnsembleRegressor",
        List.of(
            switch (ensemble.precision()) {
              case FLOAT -> encoded;
              case DOUBLE ->
                  node(
                      "Cast",
                      List.of(encoded),
                      prefix + "wide",
                      Attribute.ofInt("to", OnnxGraph.Tensor.DOUBLE));
            }),
        prefix + MARGIN,
        TreeEnsembleAttributes.attributes(ensemble));
  }

  /// Adds the calibration and makes margin and probability the outputs of the graph.
  ///
  /// @param marginName name of the margin, float [N, 1], log odds before calibration
  /// @param calibration map to probabilities; its numbers are written as floats
  public void finish(String marginName, Calibration calibration) {
    if (!marginName.equals(MARGIN)) {
      node("Identity", List.of(marginName), MARGIN);
    }
    CalibrationNodes.write(calibration, this);
    finished = true;
  }

  /// Returns the bytes of the ONNX file.
  ///
  /// @throws IllegalStateException before [#finish]
  public byte[] toBytes() {
    if (!finished) {
      throw new IllegalStateException("the graph has no outputs yet: call finish first");
    }
    ProtoWriter graph =
        new ProtoWriter()
            .append(nodes)
            .string(2, graphName)
            .append(constants)
            .message(11, value(OnnxForestWriter.INPUT, features))
            .message(12, value(OnnxForestWriter.PROBABILITY, 1))
            .message(12, value(MARGIN, 1));
    return new ProtoWriter()
        .int64(1, IR_VERSION)
        .string(2, "quittance")
        .message(7, graph)
        .message(8, new ProtoWriter().string(1, "").int64(2, ONNX_VERSION))
        .message(8, new ProtoWriter().string(1, OnnxGraphReader.ML).int64(2, ML_VERSION))
        .toBytes();
  }

  private static ProtoWriter value(String name, int columns) {
    ProtoWriter shape =
        new ProtoWriter()
            .message(1, new ProtoWriter().string(2, "N"))
            .message(1, new ProtoWriter().int64(1, columns));
    ProtoWriter tensor = new ProtoWriter().int64(1, OnnxGraph.Value.FLOAT).message(2, shape);
    return new ProtoWriter().string(1, name).message(2, new ProtoWriter().message(1, tensor));
  }

  /// A setting of an operation. Immutable.
  public static final class Attribute {

    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int TENSOR = 4;
    private static final int FLOATS = 6;
    private static final int INTS = 7;
    private static final int STRINGS = 8;

    private final ProtoWriter message;

    private Attribute(ProtoWriter message) {
      this.message = message;
    }

    private ProtoWriter message() {
      return message;
    }

    private static ProtoWriter named(String name) {
      return new ProtoWriter().string(1, name);
    }

    /// Returns an integer setting.
    public static Attribute ofInt(String name, long value) {
      return new Attribute(named(name).int64(3, value).int64(20, INT));
    }

    /// Returns a float setting.
    public static Attribute ofFloat(String name, float value) {
      return new Attribute(named(name).float32(2, value).int64(20, FLOAT));
    }

    /// Returns a string setting.
    public static Attribute ofString(String name, String value) {
      return new Attribute(named(name).string(4, value).int64(20, STRING));
    }

    /// Returns a list of integers.
    public static Attribute ofInts(String name, long... values) {
      ProtoWriter attribute = named(name);
      for (long value : values) {
        attribute.int64(8, value);
      }
      return new Attribute(attribute.int64(20, INTS));
    }

    /// Returns a list of floats.
    public static Attribute ofFloats(String name, float... values) {
      ProtoWriter attribute = named(name);
      for (float value : values) {
        attribute.float32(7, value);
      }
      return new Attribute(attribute.int64(20, FLOATS));
    }

    /// Returns a list of strings.
    public static Attribute ofStrings(String name, List<String> values) {
      ProtoWriter attribute = named(name);
      values.forEach(value -> attribute.string(9, value));
      return new Attribute(attribute.int64(20, STRINGS));
    }

    /// Returns a one-dimensional tensor of doubles.
    static Attribute ofDoubles(String name, double... values) {
      ByteBuffer raw = littleEndian(values.length * Double.BYTES);
      for (double value : values) {
        raw.putDouble(value);
      }
      ProtoWriter tensor =
          tensor(OnnxGraph.Tensor.DOUBLE, new long[] {values.length}, values.length);
      tensor.string(8, name).bytes(9, raw.array());
      return new Attribute(named(name).message(5, tensor).int64(20, TENSOR));
    }
  }
}
