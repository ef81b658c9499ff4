package io.quittance.core.model;

import io.quittance.core.model.OnnxGraph.Node;
import io.quittance.core.model.OnnxGraph.Tensor;
import io.quittance.core.model.OnnxGraph.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Finds the forest in a graph, or finds that there is none; never guesses.
///
/// Two forms are known: a regressor followed by `Mul`, `Add` (either may be absent) and `Sigmoid`,
/// as [OnnxForestWriter] writes it, and a binary classifier with logistic post-transform and all
/// weights on class 0's slot, as the converters of XGBoost, LightGBM and scikit-learn's gradient
/// boosting write it.
final class ForestRecognition {

  private static final Set<String> WIDTH_KEPT =
      Set.of("Cast", "Identity", "Scaler", "Imputer", "Normalizer");
  private static final Set<String> WITH_CLASSIFIER =
      Set.of("TreeEnsembleClassifier", "ZipMap", "Cast", "Identity");

  private final OnnxGraph graph;
  private final int features;

  ForestRecognition(OnnxGraph graph, int features) {
    this.graph = graph;
    this.features = features;
  }

  /// @throws ModelRefusedException when the input does not fit or a tree is no tree, recognised or
  ///   not
  Optional<FlatForest> forest() {
    checkInput();
    Node trees = null;
    Optional<TreeEnsemble> ensemble = Optional.empty();
    int found = 0;
    for (Node node : graph.nodes()) {
      switch (node.operator()) {
        case "TreeEnsembleRegressor", "TreeEnsembleClassifier" -> {
          checkWidth(node);
          ensemble = OnnxTrees.read(node, features);
          trees = node;
          found++;
        }
        case "TreeEnsemble" ->
            throw new ModelRefusedException(
                "operator", "trees of ai.onnx.ml 5 are not supported: convert with version 3");
        default -> {}
      }
    }
    if (trees == null || found > 1 || ensemble.isEmpty() || !trees.inputs().equals(inputName())) {
      return Optional.empty();
    }
    return trees.operator().equals("TreeEnsembleRegressor")
        ? regressor(trees, ensemble.get())
        : classifier(trees, ensemble.get());
  }

  private List<String> inputName() {
    return List.of(input().name());
  }

  private Value input() {
    return graph.inputs().stream()
        .filter(value -> !graph.initializers().containsKey(value.name()))
        .findFirst()
        .orElseThrow(() -> new ModelRefusedException("input", "the graph has no input"));
  }

  private void checkInput() {
    Value input = input();
    long open =
        graph.inputs().stream()
            .filter(value -> !graph.initializers().containsKey(value.name()))
            .count();
    List<Long> shape = input.shape();
    boolean fits =
        open == 1
            && input.elementType() == Value.FLOAT
            && shape.size() == 2
            && shape.get(1) == features;
    if (!fits) {
      throw new ModelRefusedException("input", "the one input must be float [N, " + features + "]");
    }
  }

  /// Native code trusts feature ids, so the width of what a tree reads must be known.
  private void checkWidth(Node trees) {
    Node node = trees;
    for (int hops = 0; hops <= graph.nodes().size(); hops++) {
      if (node.inputs().isEmpty()) {
        break;
      }
      String source = node.inputs().getFirst();
      if (source.equals(input().name())) {
        return;
      }
      Optional<Node> writer = graph.writerOf(source);
      if (writer.isEmpty() || !WIDTH_KEPT.contains(writer.get().operator())) {
        break;
      }
      node = writer.get();
    }
    throw new ModelRefusedException("tree-input", "trees must read the input, column by column");
  }

  private static TreeEnsemble withBase(TreeEnsemble ensemble, float[] base) {
    return ensemble.withBaseValue(base.length == 0 ? 0 : base[0]);
  }

  private Optional<FlatForest> regressor(Node trees, TreeEnsemble ensemble) {
    float[] base = trees.floats("base_values");
    boolean plain =
        trees.integer("n_targets", 1) == 1
            && trees.string("aggregate_function", "SUM").equals("SUM")
            && trees.string("post_transform", "NONE").equals("NONE")
            && base.length <= 1
            && trees.outputs().size() == 1;
    Optional<Node> sigmoid = onlyReader(trees.outputs().getFirst());
    double slope = 1;
    double intercept = 0;
    int steps = 1;
    if (sigmoid.isPresent() && sigmoid.get().is(OnnxWalker.ONNX, "Mul")) {
      OptionalDouble factor = scalar(sigmoid.get());
      plain &= factor.isPresent();
      slope = factor.orElse(1);
      sigmoid = onlyReader(sigmoid.get().outputs().getFirst());
      steps++;
    }
    if (sigmoid.isPresent() && sigmoid.get().is(OnnxWalker.ONNX, "Add")) {
      OptionalDouble term = scalar(sigmoid.get());
      plain &= term.isPresent();
      intercept = term.orElse(0);
      sigmoid = onlyReader(sigmoid.get().outputs().getFirst());
      steps++;
    }
    plain &= sigmoid.isPresent() && sigmoid.get().is(OnnxWalker.ONNX, "Sigmoid");
    plain &= graph.nodes().size() == steps + 1;
    plain &= slope > 0 && Double.isFinite(slope) && Double.isFinite(intercept);
    if (!plain || sigmoid.isEmpty() || !isOutput(sigmoid.get().outputs().getFirst())) {
      return Optional.empty();
    }
    return Optional.of(
        FlatForest.compile(withBase(ensemble, base), new Calibration.Logistic(slope, intercept)));
  }

  private boolean isOutput(String name) {
    return graph.outputs().stream().anyMatch(value -> value.name().equals(name));
  }

  private Optional<Node> onlyReader(String value) {
    List<Node> readers =
        graph.nodes().stream().filter(node -> node.inputs().contains(value)).toList();
    boolean plain = readers.size() == 1 && !readers.getFirst().outputs().isEmpty();
    return plain ? Optional.of(readers.getFirst()) : Optional.empty();
  }

  /// The one constant among a node's two operands.
  private OptionalDouble scalar(Node node) {
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

  /// ONNX Runtime applies the logistic function to a single score only if some weight is negative,
  /// so a forest without one is left to it.
  private Optional<FlatForest> classifier(Node trees, TreeEnsemble ensemble) {
    float[] base = trees.floats("base_values");
    boolean negative = false;
    for (float weight : trees.floats("class_weights")) {
      negative |= weight < 0;
    }
    boolean plain =
        negative
            && trees.string("post_transform", "NONE").equals("LOGISTIC")
            && base.length <= 1
            && binary(trees)
            && graph.nodes().stream().allMatch(node -> WITH_CLASSIFIER.contains(node.operator()));
    return plain
        ? Optional.of(FlatForest.compile(withBase(ensemble, base), Calibration.IDENTITY))
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
