package io.quittance.core.onnx.trees;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.Precision;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.OnnxGraph;
import io.quittance.core.onnx.OnnxGraph.Node;
import io.quittance.core.onnx.OnnxGraph.Tensor;
import io.quittance.core.onnx.OnnxGraph.Value;
import io.quittance.core.onnx.OnnxGraphReader;
import io.quittance.core.onnx.trees.ColumnInference.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Finds the forest in a graph, or determines that there is none; never guesses.
///
/// Three forms are known: graphs that [io.quittance.core.onnx.write.OnnxForestWriter] writes; a
/// regressor of another tool followed by `Mul`, `Add` (either may be missing) and `Sigmoid`; and a
/// binary classifier with logistic post-transform and all weights on the slot of class 0, as the
/// converters of XGBoost, LightGBM and scikit-learn's gradient boosting write it. The trees of
/// every other graph are checked as well, however many forests it contains.
final class ForestRecognizer {

  private static final Set<String> TREE_OPERATORS =
      Set.of("TreeEnsemble", "TreeEnsembleRegressor", "TreeEnsembleClassifier");
  private static final Set<String> WITH_CLASSIFIER =
      Set.of("TreeEnsembleClassifier", "ZipMap", "Cast", "Identity");

  private final OnnxGraph graph;
  private final int features;

  ForestRecognizer(OnnxGraph graph, int features) {
    this.graph = graph;
    this.features = features;
  }

  /// @throws ModelRefusedException when the graph's input does not match or a tree is malformed,
  ///   whether or not the graph is recognised
  Optional<FlatForest> recognize() {
    String input = checkedInput();
    ColumnInference columns = new ColumnInference(graph, input, features);
    List<Node> found = new ArrayList<>();
    Optional<TreeEnsemble> ensemble = Optional.empty();
    for (Node node : graph.nodes()) {
      if (TREE_OPERATORS.contains(node.operator())) {
        ensemble = trees(node, columns);
        found.add(node);
      }
    }
    if (found.size() != 1 || ensemble.isEmpty() || ensemble.get().features() != features) {
      return Optional.empty();
    }
    Node trees = found.getFirst();
    TreeEnsemble read = ensemble.get();
    if (trees.operator().equals("TreeEnsembleClassifier")) {
      return readsInput(trees, input) ? classifier(trees, read) : Optional.empty();
    }
    if (!isLeafSum(trees)) {
      return Optional.empty();
    }
    Optional<FlatForest> written = OwnGraphRecognizer.recognize(graph, read);
    return written.isPresent() || !readsInput(trees, input) ? written : regressor(trees, read);
  }

  /// Returns whether a regressor's single output is the sum of the leaves.
  private static boolean isLeafSum(Node trees) {
    boolean sum =
        trees.operator().equals("TreeEnsemble")
            ? trees.integer("aggregate_function", 1) == 1 && trees.integer("post_transform", 0) == 0
            : trees.string("aggregate_function", "SUM").equals("SUM")
                && trees.string("post_transform", "NONE").equals("NONE");
    return sum && trees.integer("n_targets", 1) == 1 && trees.outputs().size() == 1;
  }

  private String checkedInput() {
    List<Value> open =
        graph.inputs().stream()
            .filter(value -> !graph.initializers().containsKey(value.name()))
            .toList();
    boolean fits =
        open.size() == 1
            && open.getFirst().elementType() == Value.FLOAT
            && open.getFirst().shape().size() == 2
            && open.getFirst().shape().get(1) == features;
    if (!fits) {
      throw new ModelRefusedException(
          "input", "the graph must have one input, float [N, " + features + "]");
    }
    return open.getFirst().name();
  }

  private static Optional<TreeEnsemble> trees(Node node, ColumnInference inference) {
    Columns columns =
        (node.inputs().size() == 1
                ? inference.of(node.inputs().getFirst())
                : Optional.<Columns>empty())
            .orElseThrow(
                () ->
                    new ModelRefusedException(
                        "tree-input",
                        "trees must read columns that are computed from the input one by one"));
    Precision precision =
        switch (columns.elementType()) {
          case Tensor.FLOAT -> Precision.FLOAT;
          case Tensor.DOUBLE -> Precision.DOUBLE;
          default ->
              throw new ModelRefusedException("tree-input", "trees must read floats or doubles");
        };
    if (node.operator().equals("TreeEnsemble")) {
      return TreeEnsembleV5Reader.read(node, columns.count(), precision);
    }
    if (precision == Precision.FLOAT && TreeAttributes.hasDoubles(node)) {
      throw new ModelRefusedException(
          "tree-tensor", "trees with numbers in double must read doubles");
    }
    return TreeEnsembleV3Reader.read(node, columns.count(), precision);
  }

  /// Returns whether the trees read the input itself, possibly widened to double.
  private boolean readsInput(Node trees, String input) {
    String source = trees.inputs().getFirst();
    for (int hops = 0; hops <= graph.nodes().size() && !source.equals(input); hops++) {
      Optional<Node> writer = graph.writerOf(source);
      boolean keeps =
          writer.isPresent()
              && (writer.get().is(OnnxGraphReader.ONNX, "Identity")
                  || (writer.get().is(OnnxGraphReader.ONNX, "Cast") && widens(writer.get())));
      if (!keeps) {
        return false;
      }
      source = writer.get().inputs().getFirst();
    }
    return source.equals(input);
  }

  private static boolean widens(Node cast) {
    long to = cast.integer("to", 0);
    return to == Tensor.FLOAT || to == Tensor.DOUBLE;
  }

  private Optional<FlatForest> regressor(Node trees, TreeEnsemble ensemble) {
    boolean plain = true;
    Optional<Node> sigmoid = onlyReader(trees.outputs().getFirst());
    double slope = 1;
    double intercept = 0;
    if (sigmoid.isPresent() && sigmoid.get().is(OnnxGraphReader.ONNX, "Cast")) {
      plain &= widens(sigmoid.get());
      sigmoid = onlyReader(sigmoid.get().outputs().getFirst());
    }
    if (sigmoid.isPresent() && sigmoid.get().is(OnnxGraphReader.ONNX, "Mul")) {
      OptionalDouble factor = scalarOperand(sigmoid.get());
      plain &= factor.isPresent();
      slope = factor.orElse(1);
      sigmoid = onlyReader(sigmoid.get().outputs().getFirst());
    }
    if (sigmoid.isPresent() && sigmoid.get().is(OnnxGraphReader.ONNX, "Add")) {
      OptionalDouble term = scalarOperand(sigmoid.get());
      plain &= term.isPresent();
      intercept = term.orElse(0);
      sigmoid = onlyReader(sigmoid.get().outputs().getFirst());
    }
    plain &= sigmoid.isPresent() && sigmoid.get().is(OnnxGraphReader.ONNX, "Sigmoid");
    plain &= slope > 0 && slope < Float.MAX_VALUE && Double.isFinite(intercept);
    if (!plain || sigmoid.isEmpty() || !isOutput(sigmoid.get().outputs().getFirst())) {
      return Optional.empty();
    }
    return Optional.of(FlatForest.compile(ensemble, new Calibration.Logistic(slope, intercept)));
  }

  private boolean isOutput(String name) {
    return graph.outputs().stream().anyMatch(value -> value.name().equals(name));
  }

  private Optional<Node> onlyReader(String value) {
    List<Node> readers =
        graph.nodes().stream().filter(node -> node.inputs().contains(value)).toList();
    return readers.size() == 1 ? Optional.of(readers.getFirst()) : Optional.empty();
  }

  /// Returns the only constant among a node's two operands.
  private OptionalDouble scalarOperand(Node node) {
    Map<String, Tensor> constants = graph.initializers();
    List<Tensor> found =
        node.inputs().stream().filter(constants::containsKey).map(constants::get).toList();
    boolean plain =
        node.inputs().size() == 2
            && found.size() == 1
            && found.getFirst().elementType() == Tensor.FLOAT
            && found.getFirst().values().length == 1
            && found.getFirst().dimensions().size() <= 2;
    return plain ? OptionalDouble.of(found.getFirst().values()[0]) : OptionalDouble.empty();
  }

  /// ONNX Runtime applies the logistic function to a single score only if some weight is negative;
  /// a forest without a negative weight is therefore left to ONNX Runtime.
  private Optional<FlatForest> classifier(Node trees, TreeEnsemble ensemble) {
    boolean negative = false;
    for (double weight : TreeAttributes.numbers(trees, "class_weights")) {
      negative |= weight < 0;
    }
    boolean plain =
        negative
            && trees.string("post_transform", "NONE").equals("LOGISTIC")
            && binary(trees)
            && graph.nodes().stream().allMatch(node -> WITH_CLASSIFIER.contains(node.operator()));
    return plain
        ? Optional.of(FlatForest.compile(ensemble, Calibration.IDENTITY))
        : Optional.empty();
  }

  private static boolean binary(Node trees) {
    long[] numbers = trees.ints("classlabels_int64s");
    return numbers.length == 2
        && numbers[0] == 0
        && numbers[1] == 1
        && trees.strings("classlabels_strings").isEmpty();
  }
}
