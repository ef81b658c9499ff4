package io.quittance.core.forest;

import java.util.ArrayList;
import java.util.List;

/// Some neighbouring trees in compiled form. Adds their leaves to a sum in tree order. Immutable.
///
/// The sum is passed as a double. A float fits into it, so it keeps its bits.
public abstract sealed class TreeGroup permits CompleteTrees, LinkedTrees {

  static final int WIDTH = 8;

  private static final int MAX_COMPLETE_DEPTH = 10;

  /// Greatest number of slots of completed trees in a forest (about 50 MB in float, 70 MB in
  /// double). Beyond it, trees are walked by links, as in a lopsided forest.
  public static final int MAX_SLOTS = 1 << 22;

  private final boolean usesFloat;
  private final float[] floats;
  private final double[] doubles;

  /// @param leaves number of leaves to make room for
  TreeGroup(Precision precision, int leaves) {
    this.usesFloat = precision == Precision.FLOAT;
    this.floats = new float[usesFloat ? leaves : 0];
    this.doubles = new double[usesFloat ? 0 : leaves];
  }

  /// Divides the trees into groups of eight neighbours; the last group may be smaller.
  static List<TreeGroup> compile(List<Tree> trees, Precision precision) {
    List<TreeGroup> groups = new ArrayList<>();
    int slots = 0;
    for (int i = 0; i < trees.size(); i += WIDTH) {
      List<Tree> some = trees.subList(i, Math.min(i + WIDTH, trees.size()));
      int depth = some.stream().mapToInt(Tree::depth).max().orElse(0);
      int wanted = depth <= MAX_COMPLETE_DEPTH ? some.size() << depth : MAX_SLOTS + 1;
      if (wanted <= MAX_SLOTS - slots) {
        groups.add(CompleteTrees.of(some, depth, precision));
        slots += wanted;
      } else {
        groups.add(LinkedTrees.of(some, precision));
      }
    }
    return List.copyOf(groups);
  }

  /// Returns the sum plus this group's leaves, in the precision it was compiled for.
  ///
  /// @param keys as [SortableKey#fill] writes them
  abstract double add(long[] keys, double sum);

  final void putLeaf(int index, double value) {
    if (usesFloat) {
      floats[index] = (float) value;
    } else {
      doubles[index] = value;
    }
  }

  /// Returns the sum plus one leaf.
  final double plus(double sum, int index) {
    return usesFloat ? (float) sum + floats[index] : sum + doubles[index];
  }

  /// Returns the sum plus eight leaves, added one after the other.
  final double plus(double sum, int a, int b, int c, int d, int e, int f, int g, int h) {
    if (usesFloat) {
      final float[] values = floats;
      float total = (float) sum + values[a];
      total += values[b];
      total += values[c];
      total += values[d];
      total += values[e];
      total += values[f];
      total += values[g];
      return total + values[h];
    }
    final double[] values = doubles;
    double total = sum + values[a];
    total += values[b];
    total += values[c];
    total += values[d];
    total += values[e];
    total += values[f];
    total += values[g];
    return total + values[h];
  }
}
