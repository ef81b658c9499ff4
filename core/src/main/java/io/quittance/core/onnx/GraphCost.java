package io.quittance.core.onnx;

import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.OnnxGraph.Attribute;
import io.quittance.core.onnx.OnnxGraph.Node;
import io.quittance.core.onnx.OnnxGraph.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Bounds the memory and the work of a graph before native code sees it. Without such a bound,
/// thirty nodes that each concatenate a value with itself would need more memory than any machine
/// has.
///
/// The shape of each value is inferred for [#ROWS] rows; each dimension is exact or an upper bound.
/// A shape that depends on the values of the rows is rejected. All values together may have
/// [#MAX_ELEMENTS] elements per row, and all matrix products [#MAX_PRODUCTS] multiplications per
/// row. Trees are bounded where they are read.
public final class GraphCost {

  /// Greatest number of rows in a batch.
  public static final int ROWS = 4_096;

  static final long MAX_ELEMENTS = 1 << 16;
  static final long MAX_PRODUCTS = 1 << 20;

  private static final Set<String> BROADCAST =
      Set.of(
          "Add",
          "And",
          "Div",
          "Equal",
          "Greater",
          "GreaterOrEqual",
          "Less",
          "LessOrEqual",
          "Max",
          "Mean",
          "Min",
          "Mul",
          "Or",
          "PRelu",
          "Pow",
          "Sub",
          "Sum",
          "Where");

  private final OnnxGraph graph;
  private final Map<String, long[]> shapes = new HashMap<>();
  private final Map<String, Tensor> constants;
  private long elements;
  private long products;

  private GraphCost(OnnxGraph graph, int features) {
    this.graph = graph;
    this.constants = new HashMap<>(graph.initializers());
    graph.inputs().forEach(input -> shapes.put(input.name(), new long[] {ROWS, features}));
    constants.forEach((name, constant) -> shapes.put(name, dimensions(constant)));
  }

  /// Checks that a graph is within the bounds.
  ///
  /// @param graph the graph
  /// @param features number of values in a row
  /// @throws ModelRefusedException with rule `cost`, or `shape` for a shape that cannot be inferred
  public static void check(OnnxGraph graph, int features) {
    new GraphCost(graph, features).check();
  }

  /// Returns the shape of each value, by name, for [#ROWS] rows.
  ///
  /// @param graph the graph
  /// @param features number of values in a row
  /// @throws ModelRefusedException with rule `cost`, or `shape` for a shape that cannot be inferred
  public static Map<String, long[]> shapes(OnnxGraph graph, int features) {
    GraphCost cost = new GraphCost(graph, features);
    cost.check();
    return Map.copyOf(cost.shapes);
  }

  private void check() {
    for (Node node : graph.nodes()) {
      long[] shape = shape(node);
      for (String output : node.outputs()) {
        shapes.put(output, shape);
        elements = TensorShapes.sum(elements, TensorShapes.size(shape));
      }
      if (elements > ROWS * MAX_ELEMENTS || products > ROWS * MAX_PRODUCTS) {
        throw new ModelRefusedException(
            "cost", "the graph needs too much memory or computation per row");
      }
    }
  }

  private long[] shape(Node node) {
    String operator = node.operator();
    if (BROADCAST.contains(operator)) {
      return node.inputs().stream().map(this::of).reduce(new long[0], TensorShapes::broadcast);
    }
    return switch (operator) {
      case "Constant" -> constant(node);
      case "Concat" ->
          concatenated(node, TensorShapes.axis(node.integer("axis", 0), of(node, 0).length));
      case "FeatureVectorizer" -> concatenated(node, TensorShapes.axis(1, of(node, 0).length));
      case "Gather" -> gathered(node);
      case "ArrayFeatureExtractor" ->
          TensorShapes.withLast(of(node, 0), TensorShapes.size(of(node, 1)));
      case "Gemm" -> gemm(node);
      case "MatMul" -> matrixProduct(of(node, 0), of(node, 1));
      case "ArgMax" -> reduced(node, of(node, 0), new long[] {node.integer("axis", 0)});
      case "ReduceMean", "ReduceSum" -> reduced(node);
      case "Reshape" -> TensorShapes.reshaped(of(node, 0), numbers(node, 1, "shape"));
      case "Flatten" -> TensorShapes.flattened(of(node, 0), (int) node.integer("axis", 1));
      case "Transpose" -> TensorShapes.transposed(of(node, 0), node.ints("perm"));
      case "Squeeze" -> TensorShapes.squeezed(of(node, 0), numbers(node, 1, "axes"));
      case "Unsqueeze" -> TensorShapes.unsqueezed(of(node, 0), numbers(node, 1, "axes"));
      case "OneHotEncoder" ->
          TensorShapes.appended(
              of(node, 0), node.ints("cats_int64s").length + node.strings("cats_strings").size());
      case "LinearClassifier", "LinearRegressor" -> linear(node);
      case "TreeEnsemble", "TreeEnsembleRegressor" -> perRow(node, node.integer("n_targets", 1));
      case "TreeEnsembleClassifier" -> perRow(node, classes(node));
      default -> of(node, 0);
    };
  }

  private long[] of(Node node, int input) {
    if (node.inputs().size() <= input) {
      throw TensorShapes.unknown();
    }
    return of(node.inputs().get(input));
  }

  private long[] of(String value) {
    long[] shape = shapes.get(value);
    if (shape == null) {
      throw TensorShapes.unknown();
    }
    return shape;
  }

  private long[] constant(Node node) {
    Attribute value =
        node.attributes().values().stream().findFirst().orElseThrow(TensorShapes::unknown);
    if (value.tensor() != null) {
      constants.put(node.outputs().getFirst(), value.tensor());
      return dimensions(value.tensor());
    }
    long size = (long) value.floats().length + value.ints().length + value.strings().size();
    return size == 0 ? new long[0] : new long[] {size};
  }

  private static long[] dimensions(Tensor tensor) {
    return tensor.dimensions().stream().mapToLong(size -> Math.max(0, size)).toArray();
  }

  /// Returns the numbers given by an input or, in older versions, by an attribute; null for
  /// neither.
  private long @Nullable [] numbers(Node node, int input, String attribute) {
    if (node.attributes().containsKey(attribute)) {
      return node.ints(attribute);
    }
    if (node.inputs().size() <= input || node.inputs().get(input).isEmpty()) {
      return null;
    }
    Tensor constant = constants.get(node.inputs().get(input));
    if (constant == null || constant.elementType() != Tensor.INT64) {
      throw TensorShapes.unknown();
    }
    return Arrays.stream(constant.values()).mapToLong(value -> (long) value).toArray();
  }

  private long[] concatenated(Node node, int axis) {
    long[] shape = of(node, 0).clone();
    for (String input : node.inputs().subList(1, node.inputs().size())) {
      long[] next = of(input);
      if (next.length != shape.length) {
        throw TensorShapes.unknown();
      }
      for (int i = 0; i < shape.length; i++) {
        shape[i] = i == axis ? TensorShapes.sum(shape[i], next[i]) : Math.max(shape[i], next[i]);
      }
    }
    return shape;
  }

  private long[] gathered(Node node) {
    long[] data = of(node, 0);
    int axis = TensorShapes.axis(node.integer("axis", 0), data.length);
    return LongStream.concat(
            LongStream.concat(Arrays.stream(data, 0, axis), Arrays.stream(of(node, 1))),
            Arrays.stream(data, axis + 1, data.length))
        .toArray();
  }

  private long[] gemm(Node node) {
    long[] a = TensorShapes.matrix(of(node, 0), node.integer("transA", 0) != 0);
    long[] b = TensorShapes.matrix(of(node, 1), node.integer("transB", 0) != 0);
    return matrixProduct(a, b);
  }

  private long[] matrixProduct(long[] a, long[] b) {
    if (a.length == 0 || b.length == 0) {
      throw TensorShapes.unknown();
    }
    long[] left = a.length == 1 ? new long[] {1, a[0]} : a;
    long[] right = b.length == 1 ? new long[] {b[0], 1} : b;
    long[] batch =
        TensorShapes.broadcast(
            Arrays.copyOf(left, left.length - 2), Arrays.copyOf(right, right.length - 2));
    long rows = a.length == 1 ? 1 : left[left.length - 2];
    long columns = b.length == 1 ? 1 : right[right.length - 1];
    long inner = Math.max(left[left.length - 1], right[right.length - 2]);
    products =
        TensorShapes.sum(
            products,
            TensorShapes.times(
                TensorShapes.times(TensorShapes.size(batch), rows),
                TensorShapes.times(columns, inner)));
    LongStream.Builder shape = LongStream.builder();
    Arrays.stream(batch).forEach(shape);
    if (a.length > 1) {
      shape.add(rows);
    }
    if (b.length > 1) {
      shape.add(columns);
    }
    return shape.build().toArray();
  }

  private long[] reduced(Node node) {
    long[] from = of(node, 0);
    long[] axes = numbers(node, 1, "axes");
    boolean none = axes == null || axes.length == 0;
    if (none && node.integer("noop_with_empty_axes", 0) != 0) {
      return from;
    }
    return reduced(
        node, from, none || axes == null ? LongStream.range(0, from.length).toArray() : axes);
  }

  private static long[] reduced(Node node, long[] from, long[] axes) {
    long[] shape = from.clone();
    for (long axis : axes) {
      shape[TensorShapes.axis(axis, shape.length)] = 1;
    }
    return node.integer("keepdims", 1) != 0 ? shape : TensorShapes.squeezed(shape, axes);
  }

  private long[] linear(Node node) {
    long coefficients = Math.max(1, node.floats("coefficients").length);
    long[] from = of(node, 0);
    products =
        TensorShapes.sum(
            products, TensorShapes.times(from.length == 0 ? 1 : from[0], coefficients));
    return perRow(node, coefficients);
  }

  private long[] perRow(Node node, long columns) {
    long[] from = of(node, 0);
    return new long[] {from.length == 0 ? 1 : from[0], Math.max(1, columns)};
  }

  private static long classes(Node node) {
    return Math.max(
        2, node.ints("classlabels_int64s").length + node.strings("classlabels_strings").size());
  }
}
