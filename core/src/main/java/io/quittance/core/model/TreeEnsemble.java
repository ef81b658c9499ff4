package io.quittance.core.model;

import java.util.ArrayList;
import java.util.List;

/// A sum of trees: the plain form from which a [FlatForest] is compiled, an explanation computed
/// and a graph written.
///
/// @param features how many values a row has; every feature index lies below it
/// @param baseValue the margin before the first tree (the logit of the base score of a booster)
/// @param trees in the order in which they are summed
public record TreeEnsemble(int features, float baseValue, List<Tree> trees) {

  private static final int MAX_FEATURES = 65_536;

  /// @throws ModelRefusedException when a tree asks for a feature that is not there, or the base
  ///   value is not finite
  public TreeEnsemble {
    trees = List.copyOf(trees);
    if (features < 1 || features > MAX_FEATURES) {
      throw new ModelRefusedException("feature-range", "features must lie in 1.." + MAX_FEATURES);
    }
    if (!Float.isFinite(baseValue)) {
      throw new ModelRefusedException("base-value", "the base value is not finite");
    }
    for (Tree tree : trees) {
      for (int node = 0; node < tree.size(); node++) {
        if (!tree.isLeaf(node) && tree.feature()[node] >= features) {
          throw new ModelRefusedException("feature-range", "a tree asks for an unknown feature");
        }
      }
    }
  }

  /// Whether every tree knows its covers, without which path-dependent explanations do not exist.
  public boolean hasCovers() {
    return trees.stream().allMatch(Tree::hasCover);
  }

  /// The depth of the deepest tree.
  public int maxDepth() {
    return trees.stream().mapToInt(Tree::depth).max().orElse(0);
  }

  /// The same trees with covers counted from rows, for a model whose file does not carry them.
  public TreeEnsemble withCoversFrom(float[][] rows) {
    List<Tree> counted = new ArrayList<>();
    for (Tree tree : trees) {
      double[] cover = new double[tree.size()];
      for (float[] row : rows) {
        cover[tree.leafOf(row, 0)]++;
      }
      sumUp(tree, 0, cover);
      counted.add(tree.withCover(cover));
    }
    return new TreeEnsemble(features, baseValue, counted);
  }

  private static double sumUp(Tree tree, int node, double[] cover) {
    if (!tree.isLeaf(node)) {
      cover[node] = sumUp(tree, tree.left()[node], cover) + sumUp(tree, tree.right()[node], cover);
    }
    return cover[node];
  }

  /// The margin by walking each tree: slow, obvious, and the oracle for everything faster.
  public float margin(float[] row) {
    float sum = baseValue;
    for (Tree tree : trees) {
      sum += tree.value()[tree.leafOf(row, 0)];
    }
    return sum;
  }
}
