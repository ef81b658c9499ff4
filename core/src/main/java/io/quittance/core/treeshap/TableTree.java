package io.quittance.core.treeshap;

import io.quittance.core.forest.SortableKey;
import io.quittance.core.forest.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A shallow tree whose contributions were computed once for every outcome of its decisions.
///
/// The tree is cut into the largest subtrees for which (decisions above the root + decisions in it)
/// is at most 7. For each, a table holds the summed contributions of its leaves for all outcomes of
/// those decisions. Explaining a row is to make all decisions of the tree, one bit each, to gather
/// each subtree's bits into an index, and to add one table row per subtree.
final class TableTree implements TreeShap.Explained {

  private static final int MAX_BITS = 7;
  private static final int MAX_DEPTH = 4;

  private final long[] decisions;
  private final Block[] blocks;

  private TableTree(long[] decisions, Block[] blocks) {
    this.decisions = decisions;
    this.blocks = blocks;
  }

  /// One subtree.
  ///
  /// @param bits which of the tree's decisions matter here
  /// @param features the features that get a contribution
  /// @param table for each outcome of the decisions, one value per feature
  @SuppressWarnings("ArrayRecordComponent")
  private record Block(long bits, int[] features, double[] table) {}

  /// Whether the tree is so small that its tables are too.
  static boolean fits(Tree tree) {
    return tree.depth() <= MAX_DEPTH;
  }

  static TableTree of(Tree tree) {
    int[] bitOf = new int[tree.size()];
    long[] decisions = new long[(tree.size() - 1) / 2];
    int bit = 0;
    for (int node = 0; node < tree.size(); node++) {
      if (!tree.isLeaf(node)) {
        decisions[bit] =
            SortableKey.decision(
                tree.threshold()[node], tree.feature()[node], tree.missingLeft()[node]);
        bitOf[node] = bit++;
      }
    }
    List<Block> blocks = new ArrayList<>();
    cut(tree, bitOf, 0, new ArrayList<>(), blocks);
    return new TableTree(decisions, blocks.toArray(Block[]::new));
  }

  /// How much memory the tables take.
  long bytes() {
    long bytes = 0;
    for (Block block : blocks) {
      bytes += (long) Double.BYTES * block.table.length;
    }
    return bytes;
  }

  @Override
  public void add(TreeShap.Scratch scratch, double[] contributions) {
    long[] keys = scratch.keys;
    long outcome = 0;
    for (int i = 0; i < decisions.length; i++) {
      outcome |= SortableKey.goesLeft(decisions[i], keys) << i;
    }
    for (Block block : blocks) {
      int[] features = block.features;
      double[] table = block.table;
      int row = (int) Long.compress(outcome, block.bits) * features.length;
      for (int j = 0; j < features.length; j++) {
        contributions[features[j]] += table[row + j];
      }
    }
  }

  /// A decision on the way to a leaf.
  private record Turn(int node, boolean left) {}

  private static void cut(Tree tree, int[] bitOf, int node, List<Turn> way, List<Block> blocks) {
    if (way.size() + inner(tree, node) <= MAX_BITS) {
      Block block = tabulate(tree, bitOf, node, way);
      if (block.features.length > 0) {
        blocks.add(block);
      }
      return;
    }
    way.addLast(new Turn(node, true));
    cut(tree, bitOf, tree.left()[node], way, blocks);
    way.removeLast();
    way.addLast(new Turn(node, false));
    cut(tree, bitOf, tree.right()[node], way, blocks);
    way.removeLast();
  }

  private static int inner(Tree tree, int node) {
    return tree.isLeaf(node)
        ? 0
        : 1 + inner(tree, tree.left()[node]) + inner(tree, tree.right()[node]);
  }

  private static Block tabulate(Tree tree, int[] bitOf, int root, List<Turn> way) {
    long bits = 0;
    for (Turn turn : way) {
      bits |= 1L << bitOf[turn.node];
    }
    List<List<Turn>> leaves = new ArrayList<>();
    List<Integer> leafNodes = new ArrayList<>();
    bits |= collect(tree, bitOf, root, new ArrayList<>(way), leaves, leafNodes);
    int[] features =
        leaves.stream()
            .flatMap(List::stream)
            .mapToInt(turn -> tree.feature()[turn.node])
            .distinct()
            .sorted()
            .toArray();
    int outcomes = 1 << Long.bitCount(bits);
    double[] table = new double[outcomes * features.length];
    for (int i = 0; i < leaves.size(); i++) {
      LeafGame game = LeafGame.of(tree, leafNodes.get(i), leaves.get(i), features);
      for (int outcome = 0; outcome < outcomes; outcome++) {
        game.add(Long.expand(outcome, bits), bitOf, table, outcome * features.length);
      }
    }
    return new Block(bits, features, table);
  }

  private static long collect(
      Tree tree,
      int[] bitOf,
      int node,
      List<Turn> way,
      List<List<Turn>> leaves,
      List<Integer> leafNodes) {
    if (tree.isLeaf(node)) {
      leaves.add(List.copyOf(way));
      leafNodes.add(node);
      return 0;
    }
    way.addLast(new Turn(node, true));
    long bits = collect(tree, bitOf, tree.left()[node], way, leaves, leafNodes);
    way.removeLast();
    way.addLast(new Turn(node, false));
    bits |= collect(tree, bitOf, tree.right()[node], way, leaves, leafNodes);
    way.removeLast();
    return bits | 1L << bitOf[node];
  }

  /// The game of one leaf: a coalition's worth is the leaf's value times, per feature on the way, 1
  /// or 0 as the row satisfies all its decisions (in the coalition) or their share of cover
  /// (outside it).
  ///
  /// @param players index of each player's feature in the block
  /// @param share each player's share of cover
  /// @param shapley for each set of satisfied players, each player's Shapley value
  @SuppressWarnings("ArrayRecordComponent")
  private record LeafGame(
      List<Turn> way, int[] playerOf, int[] players, double[] share, double[] shapley) {

    static LeafGame of(Tree tree, int leaf, List<Turn> way, int[] blockFeatures) {
      int[] asked =
          way.stream().mapToInt(turn -> tree.feature()[turn.node]).distinct().sorted().toArray();
      int[] playerOf = new int[way.size()];
      double[] share = new double[asked.length];
      Arrays.fill(share, 1);
      for (int i = 0; i < playerOf.length; i++) {
        Turn turn = way.get(i);
        playerOf[i] = Arrays.binarySearch(asked, tree.feature()[turn.node]);
        double left = TreeShap.leftShare(tree, turn.node);
        share[playerOf[i]] *= turn.left ? left : 1 - left;
      }
      int[] players =
          Arrays.stream(asked).map(f -> Arrays.binarySearch(blockFeatures, f)).toArray();
      double[] shapley = new double[asked.length * (1 << asked.length)];
      for (int satisfied = 0; satisfied < 1 << asked.length; satisfied++) {
        for (int j = 0; j < asked.length; j++) {
          shapley[satisfied * asked.length + j] =
              tree.value()[leaf] * shapleyOf(j, satisfied, share);
        }
      }
      return new LeafGame(way, playerOf, players, share, shapley);
    }

    /// The coefficient of `t^s` in the product of (share + one · t) over the others is the worth of
    /// all coalitions of size s.
    private static double shapleyOf(int player, int satisfied, double[] share) {
      int m = share.length;
      double[] worth = new double[m];
      worth[0] = 1;
      int others = 0;
      for (int k = 0; k < m; k++) {
        if (k == player) {
          continue;
        }
        int one = satisfied >> k & 1;
        others++;
        for (int s = others; s >= 0; s--) {
          worth[s] = share[k] * worth[s] + (s > 0 ? one * worth[s - 1] : 0);
        }
      }
      double sum = 0;
      double weight = 1.0 / m;
      for (int s = 0; s < m; s++) {
        sum += weight * worth[s];
        weight *= (s + 1.0) / (m - 1.0 - s);
      }
      return sum * ((satisfied >> player & 1) - share[player]);
    }

    void add(long outcome, int[] bitOf, double[] table, int at) {
      int satisfied = (1 << players.length) - 1;
      for (int i = 0; i < playerOf.length; i++) {
        Turn turn = way.get(i);
        boolean left = (outcome >>> bitOf[turn.node] & 1) != 0;
        if (left != turn.left) {
          satisfied &= ~(1 << playerOf[i]);
        }
      }
      for (int j = 0; j < players.length; j++) {
        table[at + players[j]] += shapley[satisfied * players.length + j];
      }
    }
  }
}
