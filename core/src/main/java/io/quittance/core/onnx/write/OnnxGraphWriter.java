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

/// Builds one ONNX graph of the form that everything here expects: input `features` float [N, F],
/// outputs `probability` and `margin`, each float [N, 1].
///
/// Nodes are added in the order in which they are computed. The same calls give the same bytes.
/// Writes ir 8, `ai.onnx` 13 and `ai.onnx.ml` 3, and only operators that [OnnxGraph#read] lets
/// pass. One writer makes one graph, on one thread.
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

  /// @param features how many values a row has
  public OnnxGraphWriter(String graphName, int features) {
    this.graphName = graphName;
    this.features = features;
    names.add(OnnxForestWriter.INPUT);
  }

  /// The name of the one input: raw rows, missing as `NaN`, categories as codes.
  public String input() {
    return OnnxForestWriter.INPUT;
  }

  /// Adds a constant of floats.
  ///
  /// @param shape empty for a scalar
  /// @return the name
  /// @throws IllegalArgumentException when the name is taken or the values do not fill the shape
  public String constant(String name, long[] shape, float... values) {
    ByteBuffer raw = littleEndian(values.length * Float.BYTES);
    for (float value : values) {
      raw.putFloat(value);
    }
    return constant(name, tensor(OnnxGraph.Tensor.FLOAT, shape, values.length), raw);
  }

  /// Adds a constant of 64-bit integers, such as indexes and axes.
  ///
  /// @param shape empty for a scalar
  /// @return the name
  /// @throws IllegalArgumentException when the name is taken or the values do not fill the shape
  public String constantLongs(String name, long[] shape, long... values) {
    ByteBuffer raw = littleEndian(values.length * Long.BYTES);
    for (long value : values) {
      raw.putLong(value);
    }
    return constant(name, tensor(OnnxGraph.Tensor.INT64, shape, values.length), raw);
  }

  /// Adds a constant of doubles in one dimension.
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
      throw new IllegalArgumentException("a constant's values do not fill its shape");
    }
    return tensor.int64(2, type);
  }

  /// Adds an operation with one output.
  ///
  /// @param operator of `ai.onnx` or `ai.onnx.ml`; the domain follows from it
  /// @param inputs names of the input, of constants or of earlier outputs; empty for an optional
  ///   operand left out
  /// @return the output's name
  /// @throws IllegalArgumentException when the operator is not allowed, an input is not there, or
  ///   the output's name is taken
  public String node(String operator, List<String> inputs, String output, Attribute... attributes) {
    String domain = OnnxGraphReader.domainOf(operator);
    ProtoWriter node = new ProtoWriter();
    for (String input : inputs) {
      if (!input.isEmpty() && !names.contains(input)) {
        throw new IllegalArgumentException(operator + " reads " + input + ", which is not there");
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
      throw new IllegalArgumentException("the name \"" + name + "\" is empty or taken");
    }
  }

  /// Adds a forest with its lookups.
  ///
  /// @param input the name of float [N, `ensemble.features()`]
  /// @param prefix of the names of what is added, unlike any other forest's in the graph
  /// @return the name of the forest's margin, float [N, 1]
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

  /// Adds what turns the margin into a calibrated probability, and makes both the outputs.
  ///
  /// @param marginName the name of float [N, 1], log odds before calibration
  /// @param calibration its numbers are written as floats
  public void finish(String marginName, Calibration calibration) {
    if (!marginName.equals(MARGIN)) {
      node("Identity", List.of(marginName), MARGIN);
    }
    CalibrationNodes.write(calibration, this);
    finished = true;
  }

  /// The bytes of the ONNX file.
  ///
  /// @throws IllegalStateException before [#finish]
  public byte[] toBytes() {
    if (!finished) {
      throw new IllegalStateException("the graph has no outputs yet");
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

  /// A setting of a node.
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

    public static Attribute ofInt(String name, long value) {
      return new Attribute(named(name).int64(3, value).int64(20, INT));
    }

    public static Attribute ofFloat(String name, float value) {
      return new Attribute(named(name).float32(2, value).int64(20, FLOAT));
    }

    public static Attribute ofString(String name, String value) {
      return new Attribute(named(name).string(4, value).int64(20, STRING));
    }

    public static Attribute ofInts(String name, long... values) {
      ProtoWriter attribute = named(name);
      for (long value : values) {
        attribute.int64(8, value);
      }
      return new Attribute(attribute.int64(20, INTS));
    }

    public static Attribute ofFloats(String name, float... values) {
      ProtoWriter attribute = named(name);
      for (float value : values) {
        attribute.float32(7, value);
      }
      return new Attribute(attribute.int64(20, FLOATS));
    }

    public static Attribute ofStrings(String name, List<String> values) {
      ProtoWriter attribute = named(name);
      values.forEach(value -> attribute.string(9, value));
      return new Attribute(attribute.int64(20, STRINGS));
    }

    /// A one-dimensional tensor of doubles.
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
