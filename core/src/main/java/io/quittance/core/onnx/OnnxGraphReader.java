package io.quittance.core.onnx;

import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.OnnxGraph.Attribute;
import io.quittance.core.onnx.OnnxGraph.Node;
import io.quittance.core.onnx.OnnxGraph.Tensor;
import io.quittance.core.onnx.OnnxGraph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the messages of `onnx.proto` field by field and denies by default: a field that is not
/// listed here is rejected, because another reader of the same bytes might act on it. One reader
/// reads one file; not thread-safe.
public final class OnnxGraphReader {

  /// Greatest size of a file in bytes: 32 MiB.
  public static final int MAX_BYTES = 32 << 20;

  static final int MAX_NODES = 10_000;
  static final int MAX_VALUES = 1_000;
  static final int MAX_INITIALIZERS = 10_000;
  static final int MAX_ATTRIBUTES = 64;
  static final int MAX_DIMENSIONS = 8;
  static final long MAX_ELEMENTS = 24_000_000;

  /// Name of the default operator domain.
  public static final String ONNX = "ai.onnx";

  /// Name of the domain of classical machine-learning operators.
  public static final String ML = "ai.onnx.ml";

  private static final int COST_OF_STRING = 16;

  private static final Map<String, Set<String>> OPERATORS =
      Map.of(
          ONNX,
          Set.of(
              "Abs",
              "Add",
              "And",
              "ArgMax",
              "BatchNormalization",
              "Cast",
              "Ceil",
              "Clip",
              "Concat",
              "Constant",
              "Div",
              "Elu",
              "Equal",
              "Erf",
              "Exp",
              "Flatten",
              "Floor",
              "Gather",
              "Gemm",
              "Greater",
              "GreaterOrEqual",
              "HardSigmoid",
              "Identity",
              "IsInf",
              "IsNaN",
              "LeakyRelu",
              "Less",
              "LessOrEqual",
              "Log",
              "LogSoftmax",
              "MatMul",
              "Max",
              "Mean",
              "Min",
              "Mul",
              "Neg",
              "Not",
              "Or",
              "PRelu",
              "Pow",
              "Reciprocal",
              "ReduceMean",
              "ReduceSum",
              "Relu",
              "Reshape",
              "Selu",
              "Sigmoid",
              "Slice",
              "Softmax",
              "Softplus",
              "Split",
              "Sqrt",
              "Squeeze",
              "Sub",
              "Sum",
              "Tanh",
              "Transpose",
              "Unsqueeze",
              "Where"),
          ML,
          Set.of(
              "ArrayFeatureExtractor",
              "Binarizer",
              "FeatureVectorizer",
              "Imputer",
              "LabelEncoder",
              "LinearClassifier",
              "LinearRegressor",
              "Normalizer",
              "OneHotEncoder",
              "Scaler",
              "TreeEnsemble",
              "TreeEnsembleClassifier",
              "TreeEnsembleRegressor",
              "ZipMap"));

  private final BoundedArrays.ElementBudget budget = new BoundedArrays.ElementBudget(MAX_ELEMENTS);
  private final Map<String, String> strings = new HashMap<>();

  OnnxGraph read(byte[] onnx) {
    if (onnx.length > MAX_BYTES) {
      throw new ModelRefusedException("size", "the graph is larger than 32 MiB");
    }
    ProtoReader model = ProtoReader.of(onnx);
    Map<String, Long> opsets = new HashMap<>();
    ProtoReader graph = null;
    while (model.next()) {
      switch (model.field()) {
        case 1, 2, 3, 4, 5, 6 -> model.once().skip();
        case 7 -> graph = model.once().message();
        case 8 -> opset(model.message(), opsets);
        case 14 -> model.skip();
        case 20 ->
            throw new ModelRefusedException("training-info", "training graphs are not allowed");
        case 25 -> throw new ModelRefusedException("functions", "model functions are not allowed");
        default -> throw model.unknownField("the model");
      }
    }
    if (graph == null) {
      throw new ModelRefusedException("malformed", "the file contains no graph");
    }
    return graph(graph, opsets);
  }

  private void opset(ProtoReader message, Map<String, Long> opsets) {
    String domain = ONNX;
    long version = 0;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> domain = domain(message.once().string());
        case 2 -> version = message.once().int64();
        default -> throw message.unknownField("an opset");
      }
    }
    if (opsets.putIfAbsent(domain, version) != null) {
      throw new ModelRefusedException("duplicate-field", "an opset is imported twice");
    }
  }

  private static String domain(String written) {
    String domain = written.isEmpty() ? ONNX : written;
    if (!OPERATORS.containsKey(domain)) {
      throw new ModelRefusedException("domain", "only ai.onnx and ai.onnx.ml are allowed");
    }
    return domain;
  }

  /// Returns the domain of an allowed operator.
  ///
  /// @throws IllegalArgumentException when the operator is not allowed
  public static String domainOf(String operator) {
    return OPERATORS.entrySet().stream()
        .filter(domain -> domain.getValue().contains(operator))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(operator + " is not allowed in a graph"));
  }

  private OnnxGraph graph(ProtoReader message, Map<String, Long> opsets) {
    List<Node> nodes = new ArrayList<>();
    Map<String, Tensor> initializers = new LinkedHashMap<>();
    List<Value> inputs = new ArrayList<>();
    List<Value> outputs = new ArrayList<>();
    while (message.next()) {
      switch (message.field()) {
        case 1 -> nodes.add(node(message.message()));
        case 2, 10 -> message.once().skip();
        case 5 -> {
          Tensor tensor = tensor(message.message());
          if (initializers.put(tensor.name(), tensor) != null) {
            throw new ModelRefusedException("duplicate-name", "two initializers share a name");
          }
        }
        case 11 -> inputs.add(value(message.message()));
        case 12 -> outputs.add(value(message.message()));
        case 13, 16 -> message.skip();
        case 15 ->
            throw new ModelRefusedException("sparse-initializer", "sparse data are not allowed");
        default -> throw message.unknownField("the graph");
      }
      limit("nodes", nodes.size(), MAX_NODES);
      limit("initializers", initializers.size(), MAX_INITIALIZERS);
      limit("values", inputs.size() + outputs.size(), MAX_VALUES);
    }
    return new OnnxGraph(opsets, inputs, outputs, nodes, initializers);
  }

  private static void limit(String what, int count, int max) {
    if (count > max) {
      throw new ModelRefusedException(what, "more than " + max + " " + what);
    }
  }

  private Node node(ProtoReader message) {
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    String name = "";
    String operator = "";
    String domain = ONNX;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> inputs.add(text(message));
        case 2 -> outputs.add(text(message));
        case 3 -> name = text(message.once());
        case 4 -> operator = text(message.once());
        case 5 -> {
          Attribute attribute = attribute(message.message());
          if (attributes.put(attribute.name(), attribute) != null) {
            throw new ModelRefusedException("duplicate-name", "two attributes share a name");
          }
          limit("attributes", attributes.size(), MAX_ATTRIBUTES);
        }
        case 6 -> message.once().skip();
        case 7 -> domain = domain(message.once().string());
        case 9 -> message.skip();
        default -> throw message.unknownField("a node");
      }
    }
    Set<String> allowed = OPERATORS.getOrDefault(domain, Set.of());
    if (!allowed.contains(operator)) {
      throw new ModelRefusedException("operator", "an operator is not allowed");
    }
    if (outputs.isEmpty()) {
      throw new ModelRefusedException("node-output", "a node has no output");
    }
    return new Node(name, domain, operator, inputs, outputs, attributes);
  }

  private Attribute attribute(ProtoReader message) {
    String name = "";
    Float number = null;
    Long integer = null;
    String string = null;
    Tensor tensor = null;
    BoundedArrays.FloatArray floats = new BoundedArrays.FloatArray(budget);
    BoundedArrays.LongArray ints = new BoundedArrays.LongArray(budget);
    List<String> words = new ArrayList<>();
    while (message.next()) {
      switch (message.field()) {
        case 1 -> name = text(message.once());
        case 2 -> number = message.once().float32();
        case 3 -> integer = message.once().int64();
        case 4 -> string = text(message.once());
        case 5 -> tensor = tensor(message.once().message());
        case 6, 11 -> throw new ModelRefusedException("subgraph", "subgraphs are not allowed");
        case 7 -> message.float32s(floats);
        case 8 -> message.int64s(ints);
        case 9 -> words.add(text(message));
        case 13, 20 -> message.once().skip();
        case 22, 23 ->
            throw new ModelRefusedException("sparse-initializer", "sparse data are not allowed");
        default -> throw message.unknownField("an attribute");
      }
    }
    return new Attribute(
        name, number, integer, string, tensor, floats.toArray(), ints.toArray(), words);
  }

  private Tensor tensor(ProtoReader message) {
    BoundedArrays.LongArray dimensions = new BoundedArrays.LongArray(budget);
    TensorData data = new TensorData(budget);
    String name = "";
    int type = 0;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> message.int64s(dimensions);
        case 2 -> type = (int) message.once().int64();
        case 4 -> data.floats(message);
        case 5 -> data.integers(message);
        case 6, 11, 12, 16 -> message.skip();
        case 7 -> data.longs(message);
        case 8 -> name = text(message.once());
        case 9 -> data.raw(message.once().slice());
        case 10 -> data.doubles(message);
        case 13 -> throw external();
        case 14 -> {
          if (message.once().int64() != 0) {
            throw external();
          }
        }
        default -> throw message.unknownField("a tensor");
      }
    }
    long[] sizes = dimensions.toArray();
    limit("dimensions", sizes.length, MAX_DIMENSIONS);
    return new Tensor(name, type, boxed(sizes), data.values(type, sizes));
  }

  private static ModelRefusedException external() {
    return new ModelRefusedException("external-data", "data outside the file are not allowed");
  }

  private static List<Long> boxed(long[] values) {
    List<Long> list = new ArrayList<>();
    for (long value : values) {
      list.add(value);
    }
    return list;
  }

  private Value value(ProtoReader message) {
    String name = "";
    Value type = null;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> name = text(message.once());
        case 2 -> type = type(message.once().message());
        case 3, 4 -> message.skip();
        default -> throw message.unknownField("a value");
      }
    }
    return type == null
        ? new Value(name, 0, List.of())
        : new Value(name, type.elementType(), type.shape());
  }

  private @Nullable Value type(ProtoReader message) {
    Value tensor = null;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> tensor = tensorType(message.once().message());
        case 4, 5, 6, 9 -> message.skip();
        case 8 ->
            throw new ModelRefusedException("sparse-initializer", "sparse types are not allowed");
        default -> throw message.unknownField("a type");
      }
    }
    return tensor;
  }

  private Value tensorType(ProtoReader message) {
    int element = 0;
    List<Long> shape = new ArrayList<>();
    while (message.next()) {
      switch (message.field()) {
        case 1 -> element = (int) message.once().int64();
        case 2 -> {
          ProtoReader dimensions = message.once().message();
          while (dimensions.next()) {
            shape.add(dimension(dimensions.message()));
            limit("dimensions", shape.size(), MAX_DIMENSIONS);
          }
        }
        default -> throw message.unknownField("a tensor type");
      }
    }
    return new Value("", element, shape);
  }

  private static long dimension(ProtoReader message) {
    long size = -1;
    while (message.next()) {
      if (message.field() == 1) {
        size = message.once().int64();
      } else {
        message.skip();
      }
    }
    return size;
  }

  /// Reads a string. Equal strings are kept once, however often the file repeats them.
  private String text(ProtoReader message) {
    budget.take(1);
    String read = message.string();
    String kept = strings.putIfAbsent(read, read);
    if (kept == null) {
      budget.take(COST_OF_STRING + read.length());
      return read;
    }
    return kept;
  }
}
