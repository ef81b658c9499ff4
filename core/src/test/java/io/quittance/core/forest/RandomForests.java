package io.quittance.core.forest;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Random trees and rows for tests: missing values, infinities, both zeros, repeated features,
/// lopsided shapes.
public final class RandomForests {

  private RandomForests() {}

  /// A forest over few repeated thresholds.
  ///
  /// @param density the chance that a node above the depth limit splits
  public static TreeEnsemble forest(
      SplittableRandom random, int features, int trees, int depth, double density) {
    List<Tree> list = new ArrayList<>();
    for (int t = 0; t < trees; t++) {
      list.add(tree(random, features, depth, density));
    }
    return new TreeEnsemble(features, (float) random.nextDouble(-1, 1), list);
  }

  public static Tree tree(SplittableRandom random, int features, int depth, double density) {
    Growing growing = new Growing();
    growing.grow(random, features, depth, density, 1000);
    return growing.tree();
  }

  public static float[][] rows(SplittableRandom random, int features, int n, double missing) {
    float[][] rows = new float[n][features];
    for (float[] row : rows) {
      for (int f = 0; f < features; f++) {
        row[f] = random.nextDouble() < missing ? Float.NaN : value(random);
      }
    }
    return rows;
  }

  private static float value(SplittableRandom random) {
    return switch (random.nextInt(20)) {
      case 0 -> 0.0f;
      case 1 -> -0.0f;
      case 2, 3, 4, 5 -> random.nextInt(-3, 4);
      default -> (float) random.nextDouble(-3, 3);
    };
  }

  private static final class Growing {
    private final List<Integer> feature = new ArrayList<>();
    private final List<Float> threshold = new ArrayList<>();
    private final List<Integer> left = new ArrayList<>();
    private final List<Integer> right = new ArrayList<>();
    private final List<Boolean> missingLeft = new ArrayList<>();
    private final List<Float> value = new ArrayList<>();
    private final List<Double> cover = new ArrayList<>();

    int grow(SplittableRandom random, int features, int depth, double density, double weight) {
      int node = feature.size();
      boolean split = depth > 0 && random.nextDouble() < density;
      feature.add(split ? random.nextInt(features) : 0);
      threshold.add(split ? value(random) : 0);
      left.add(Tree.LEAF);
      right.add(Tree.LEAF);
      missingLeft.add(split && random.nextBoolean());
      value.add(split ? 0 : (float) random.nextDouble(-0.5, 0.5));
      cover.add(weight);
      if (split) {
        double share = random.nextDouble(0.05, 0.95);
        left.set(node, grow(random, features, depth - 1, density, weight * share));
        right.set(node, grow(random, features, depth - 1, density, weight * (1 - share)));
      }
      return node;
    }

    Tree tree() {
      int size = feature.size();
      int[] features = new int[size];
      float[] thresholds = new float[size];
      int[] lefts = new int[size];
      int[] rights = new int[size];
      boolean[] missings = new boolean[size];
      float[] values = new float[size];
      double[] covers = new double[size];
      for (int i = 0; i < size; i++) {
        features[i] = feature.get(i);
        thresholds[i] = threshold.get(i);
        lefts[i] = left.get(i);
        rights[i] = right.get(i);
        missings[i] = missingLeft.get(i);
        values[i] = value.get(i);
        covers[i] = cover.get(i);
      }
      return new Tree(features, thresholds, lefts, rights, missings, values, covers);
    }
  }
}
