package io.quittance.core.onnx.trees;

import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.OnnxGraph;
import io.quittance.core.onnx.OnnxGraph.Node;
import io.quittance.core.onnx.OnnxGraph.Tensor;
import io.quittance.core.onnx.OnnxGraph.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Infers the number and type of the columns of each value in a graph, where they are certain.
///
/// Native code trusts the column numbers of trees. Therefore a tree may only read values whose
/// columns are known here: those computed from the input column by column, and selected and
/// concatenated by constants.
final class ColumnInference {

  private static final int BOOL = 9;
  private static final Set<String> ELEMENTWISE =
      Set.of(
          "Abs",
          "Ceil",
          "Clip",
          "Exp",
          "Floor",
          "Identity",
          "Imputer",
          "Log",
          "Neg",
          "Normalizer",
          "Reciprocal",
          "Relu",
          "Scaler",
          "Sigmoid",
          "Softplus",
          "Sqrt",
          "Tanh");
  private static final Set<String> WITH_CONSTANTS =
      Set.of("Add", "Div", "Max", "Min", "Mul", "Sub", "Where");
  private static final Set<String> PREDICATES = Set.of("IsNaN", "IsInf", "Not");

  private final OnnxGraph graph;
  private final Map<String, Optional<Columns>> known = new HashMap<>();

  /// @param count number of columns
  /// @param elementType ONNX data type
  record Columns(int count, int elementType) {}

  ColumnInference(OnnxGraph graph, String input, int features) {
    this.graph = graph;
    known.put(input, Optional.of(new Columns(features, Value.FLOAT)));
    // Nodes are in the order in which they are computed, so the columns of what a node reads are
    // known.
    for (Node node : graph.nodes()) {
      for (String output : node.outputs()) {
        if (known.put(output, node.outputs().size() == 1 ? of(node) : Optional.empty()) != null) {
          throw new ModelRefusedException("duplicate-name", "two nodes write the same value");
        }
      }
    }
  }

  /// Returns the columns of a value; empty when they are not certain.
  Optional<Columns> of(String value) {
    return known.getOrDefault(value, Optional.empty());
  }

  private Optional<Columns> of(Node node) {
    String operator = node.operator();
    List<String> inputs = node.inputs();
    if (inputs.isEmpty()) {
      return Optional.empty();
    }
    Optional<Columns> first = of(inputs.getFirst());
    if (ELEMENTWISE.contains(operator)) {
      return first;
    }
    if (PREDICATES.contains(operator)) {
      return first.map(columns -> new Columns(columns.count, BOOL));
    }
    if (WITH_CONSTANTS.contains(operator)) {
      return broadcast(inputs);
    }
    return switch (operator) {
      case "Cast" -> first.map(columns -> new Columns(columns.count, (int) node.integer("to", 0)));
      case "LabelEncoder" ->
          first
              .filter(columns -> node.attributes().containsKey("values_floats"))
              .map(columns -> new Columns(columns.count, Value.FLOAT));
      case "Gather" -> first.flatMap(columns -> gathered(node, columns));
      case "Concat" -> node.integer("axis", 0) == 1 ? concatenated(inputs) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /// Returns the columns of operands with equal widths and constants that broadcast over them.
  private Optional<Columns> broadcast(List<String> inputs) {
    Optional<Columns> widest = Optional.empty();
    for (String input : inputs) {
      Tensor constant = graph.initializers().get(input);
      Optional<Columns> columns = of(input);
      if (constant == null && columns.isEmpty()) {
        return Optional.empty();
      }
      if (constant == null) {
        if (widest.isPresent() && widest.get().count != columns.get().count) {
          return Optional.empty();
        }
        widest = widest.isEmpty() || widest.get().elementType == BOOL ? columns : widest;
      }
    }
    Columns found = widest.orElse(new Columns(0, BOOL));
    for (String input : inputs) {
      Tensor constant = graph.initializers().get(input);
      if (constant != null && !broadcastsOver(constant, found.count)) {
        return Optional.empty();
      }
    }
    return found.elementType == BOOL ? Optional.empty() : Optional.of(found);
  }

  private static boolean broadcastsOver(Tensor constant, int columns) {
    List<Long> shape = constant.dimensions();
    if (shape.size() == 2 && shape.getFirst() != 1) {
      return false;
    }
    long last = shape.isEmpty() ? 1 : shape.getLast();
    return shape.size() <= 2 && (last == 1 || last == columns);
  }

  private Optional<Columns> gathered(Node node, Columns from) {
    if (node.inputs().size() != 2) {
      return Optional.empty();
    }
    Tensor indexes = graph.initializers().get(node.inputs().get(1));
    if (indexes == null) {
      return Optional.empty();
    }
    boolean fits =
        node.integer("axis", 0) == 1
            && indexes.elementType() == Tensor.INT64
            && indexes.dimensions().size() == 1;
    if (!fits) {
      return Optional.empty();
    }
    for (double index : indexes.values()) {
      if (!(index >= 0 && index < from.count)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Columns(indexes.values().length, from.elementType));
  }

  private Optional<Columns> concatenated(List<String> inputs) {
    long count = 0;
    int type = 0;
    for (String input : inputs) {
      Optional<Columns> columns = of(input);
      if (columns.isEmpty() || (type != 0 && columns.get().elementType != type)) {
        return Optional.empty();
      }
      type = columns.get().elementType;
      count += columns.get().count;
    }
    return count < Integer.MAX_VALUE
        ? Optional.of(new Columns((int) count, type))
        : Optional.empty();
  }
}
