package io.quittance.laboratory.training.trees;

import io.quittance.core.forest.CategoryEncodings;
import io.quittance.core.forest.Precision;
import io.quittance.core.forest.Tree;
import io.quittance.core.forest.TreeEnsemble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads LightGBM's text format for models. A row goes left when its value is at most the
/// threshold, which is a double. For floats this is the same as a value below the next float above
/// the threshold, which is the test that [Tree] uses. The cover of a node is its number of rows, as
/// in LightGBM's own contributions.
final class LightgbmText {

  private static final int DEFAULT_LEFT = 2;
  private static final int CATEGORICAL = 1;
  private static final int MISSING_SHIFT = 2;
  private static final int MISSING_NONE = 0;
  private static final int MISSING_NAN = 2;

  private LightgbmText() {}

  /// Returns the trees of a binary model.
  ///
  /// @param line maps the sum of the trees to the margin
  /// @param lookups turn raw rows into the rows that the trees read
  /// @throws IllegalArgumentException when the text contains anything that this module does not
  ///   train
  static TreeEnsemble read(
      String text, int features, Lightgbm.Line line, CategoryEncodings lookups) {
    List<Map<String, String>> blocks = new ArrayList<>();
    for (String written : text.lines().toList()) {
      if (written.equals("end of trees")) {
        break;
      }
      int equals = written.indexOf('=');
      if (written.startsWith("Tree=")) {
        blocks.add(new HashMap<>());
      } else if (!blocks.isEmpty() && equals > 0) {
        blocks.getLast().put(written.substring(0, equals), written.substring(equals + 1));
      }
    }
    List<Tree> trees = blocks.stream().map(block -> tree(block, line.slope())).toList();
    return new TreeEnsemble(features, line.intercept(), trees, lookups, Precision.DOUBLE);
  }

  private static Tree tree(Map<String, String> block, double scale) {
    double[] leaves = numbers(block, "leaf_value");
    int inner = leaves.length - 1;
    if (inner == 0) {
      return Tree.leaf(leaves[0] * scale, 1);
    }
    int size = inner + leaves.length;
    int[] feature = new int[size];
    float[] threshold = new float[size];
    int[] left = new int[size];
    int[] right = new int[size];
    boolean[] missingLeft = new boolean[size];
    double[] value = new double[size];
    double[] cover = new double[size];
    double[] features = numbers(block, "split_feature");
    double[] thresholds = numbers(block, "threshold");
    double[] decisions = numbers(block, "decision_type");
    double[] lefts = numbers(block, "left_child");
    double[] rights = numbers(block, "right_child");
    double[] innerCounts = numbers(block, "internal_count");
    double[] leafCounts = numbers(block, "leaf_count");
    for (int i = 0; i < inner; i++) {
      feature[i] = (int) features[i];
      threshold[i] = Tree.strictBelow(thresholds[i], true);
      left[i] = child((int) lefts[i], inner);
      right[i] = child((int) rights[i], inner);
      missingLeft[i] = missingLeft((int) decisions[i], thresholds[i]);
      cover[i] = innerCounts[i];
    }
    for (int i = 0; i < leaves.length; i++) {
      left[inner + i] = Tree.LEAF;
      right[inner + i] = Tree.LEAF;
      value[inner + i] = leaves[i] * scale;
      cover[inner + i] = leafCounts[i];
    }
    return new Tree(feature, threshold, left, right, missingLeft, value, cover);
  }

  /// LightGBM writes a leaf as the complement of its index. Here, leaves follow the inner nodes.
  private static int child(int written, int inner) {
    return written >= 0 ? written : inner + ~written;
  }

  /// When training saw no missing values, LightGBM treats a missing value as 0.
  private static boolean missingLeft(int decision, double threshold) {
    int missing = (decision >> MISSING_SHIFT) & 3;
    if ((decision & CATEGORICAL) != 0 || (missing != MISSING_NONE && missing != MISSING_NAN)) {
      throw new IllegalArgumentException("unsupported decision type: " + decision);
    }
    return missing == MISSING_NONE ? 0 <= threshold : (decision & DEFAULT_LEFT) != 0;
  }

  private static double[] numbers(Map<String, String> block, String name) {
    String written = block.get(name);
    if (written == null) {
      throw new IllegalArgumentException("a tree lacks " + name);
    }
    String[] words = written.strip().split(" +");
    double[] numbers = new double[words.length];
    for (int i = 0; i < words.length; i++) {
      numbers[i] = number(words[i]);
    }
    return numbers;
  }

  private static double number(String word) {
    return switch (word) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(word);
    };
  }
}
