package io.quittance.core.forest;

import io.quittance.core.model.ModelRefusedException;
import java.util.ArrayList;
import java.util.List;

/// A sum of trees: the plain form from which a [FlatForest] is compiled, an explanation computed
/// and a graph written. Immutable.
///
/// @param features number of values in a row, 1 to 65,536; every feature index is below it
/// @param baseValue margin before the first tree (for a booster, the logit of its base score);
///   rounded to float where the precision is
/// @param trees in the order in which they are summed
/// @param encodings applied to a raw row before the trees read it
/// @param precision arithmetic in which the leaves are summed; with [Precision#FLOAT] each is
///   rounded first
public record TreeEnsemble(
    int features,
    double baseValue,
    List<Tree> trees,
    CategoryEncodings encodings,
    Precision precision) {

  private static final int MAX_FEATURES = 65_536;

  /// @throws ModelRefusedException with rule `feature-range` when a tree or an encoding refers to a
  ///   feature that does not exist, or `base-value` when the base value is not finite
  public TreeEnsemble {
    trees = List.copyOf(trees);
    baseValue = precision == Precision.FLOAT ? (float) baseValue : baseValue;
    if (features < 1 || features > MAX_FEATURES) {
      throw new ModelRefusedException("feature-range", "features must lie in 1.." + MAX_FEATURES);
    }
    if (!Double.isFinite(baseValue)) {
      throw new ModelRefusedException("base-value", "the base value is not finite");
    }
    for (Tree tree : trees) {
      for (int node = 0; node < tree.size(); node++) {
        if (!tree.isLeaf(node) && tree.feature()[node] >= features) {
          throw new ModelRefusedException(
              "feature-range", "a tree tests a feature that does not exist");
        }
      }
    }
    if (!encodings.isEmpty() && encodings.feature(encodings.size() - 1) >= features) {
      throw new ModelRefusedException(
          "feature-range", "an encoding is for a feature that does not exist");
    }
  }

  /// Creates an ensemble over raw rows, summed in float.
  public TreeEnsemble(int features, double baseValue, List<Tree> trees) {
    this(features, baseValue, trees, CategoryEncodings.NONE, Precision.FLOAT);
  }

  /// Creates an ensemble over encoded rows, summed in float.
  public TreeEnsemble(
      int features, double baseValue, List<Tree> trees, CategoryEncodings encodings) {
    this(features, baseValue, trees, encodings, Precision.FLOAT);
  }

  /// Returns the same forest with other encodings.
  public TreeEnsemble withEncodings(CategoryEncodings newEncodings) {
    return new TreeEnsemble(features, baseValue, trees, newEncodings, precision);
  }

  /// Returns whether every tree knows its covers. Without them path-dependent explanations cannot
  /// be computed.
  public boolean hasCovers() {
    return trees.stream().allMatch(Tree::hasCover);
  }

  /// Returns the depth of the deepest tree.
  public int maxDepth() {
    return trees.stream().mapToInt(Tree::depth).max().orElse(0);
  }

  /// Returns the same trees with covers counted over raw rows, for a model whose file does not
  /// contain covers.
  public TreeEnsemble withCoversFrom(float[][] rows) {
    float[][] encoded = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      encoded[i] = encodings.encoded(rows[i]);
    }
    List<Tree> counted = new ArrayList<>();
    for (Tree tree : trees) {
      double[] cover = new double[tree.size()];
      for (float[] row : encoded) {
        cover[tree.leafOf(row, 0)]++;
      }
      sumUp(tree, 0, cover);
      counted.add(tree.withCover(cover));
    }
    return new TreeEnsemble(features, baseValue, counted, encodings, precision);
  }

  private static double sumUp(Tree tree, int node, double[] cover) {
    if (!tree.isLeaf(node)) {
      cover[node] = sumUp(tree, tree.left()[node], cover) + sumUp(tree, tree.right()[node], cover);
    }
    return cover[node];
  }

  /// Returns the margin of a raw row by walking each tree. Slow but simple: the reference for every
  /// faster method.
  public double margin(float[] row) {
    float[] encoded = encodings.encoded(row);
    return switch (precision) {
      case FLOAT -> {
        float sum = (float) baseValue;
        for (Tree tree : trees) {
          sum += (float) tree.value()[tree.leafOf(encoded, 0)];
        }
        yield sum;
      }
      case DOUBLE -> {
        double sum = baseValue;
        for (Tree tree : trees) {
          sum += tree.value()[tree.leafOf(encoded, 0)];
        }
        yield sum;
      }
    };
  }
}
