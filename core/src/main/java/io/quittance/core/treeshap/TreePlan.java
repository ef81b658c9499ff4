package io.quittance.core.treeshap;

import io.quittance.core.forest.SortableKey;
import io.quittance.core.forest.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Lays trees out for [IntegratedTrees]: which decision is where, and with which points.
final class TreePlan {

  private final List<Way> roots;
  private final List<Way> uppers = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();
  private final List<Way> triples = new ArrayList<>();
  private final List<Way> lowers = new ArrayList<>();
  private final List<Node> leaves = new ArrayList<>();
  private final Map<Node, Integer> slotOf = new HashMap<>();
  private final List<Double> joints = new ArrayList<>();
  private int players;

  /// A node of one of the trees; equal to itself alone.
  private record Node(int treeIndex, Tree tree, int index) {

    boolean isLeaf() {
      return tree.isLeaf(index);
    }

    boolean isOverLeaves() {
      return !isLeaf() && left().isLeaf() && right().isLeaf();
    }

    int feature() {
      return tree.feature()[index];
    }

    double value() {
      return tree.value()[index];
    }

    double leftShare() {
      return TreeShap.leftShare(tree, index);
    }

    double[] departures() {
      return new double[] {-leftShare(), 1 - leftShare()};
    }

    double[] lowerValues() {
      double right = right().value();
      double difference = left().value() - right;
      return new double[] {
        -leftShare() * difference, (1 - leftShare()) * difference, right + leftShare() * difference
      };
    }

    Node left() {
      return new Node(treeIndex, tree, tree.left()[index]);
    }

    Node right() {
      return new Node(treeIndex, tree, tree.right()[index]);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Node node && node.treeIndex == treeIndex && node.index == index;
    }

    @Override
    public int hashCode() {
      return 31 * treeIndex + index;
    }
  }

  /// A node and the features asked on the way to it, each once.
  private record Way(Node node, List<Asked> asked) {

    Asked before(int feature) {
      for (Asked one : asked) {
        if (one.feature == feature) {
          return one;
        }
      }
      return new Asked(feature, 1, null, false);
    }
  }

  /// A feature on the way.
  ///
  /// @param share of cover that satisfies all its decisions so far
  /// @param node where it was asked last, if it was
  private record Asked(int feature, double share, @Nullable Node node, boolean left) {}

  /// @param trees each with a decision
  TreePlan(List<Tree> trees) {
    this.roots =
        IntStream.range(0, trees.size())
            .mapToObj(i -> new Way(new Node(i, trees.get(i), 0), List.of()))
            .toList();
    visit();
    number();
  }

  private void visit() {
    List<Way> level = roots;
    while (!level.isEmpty()) {
      List<Way> next = new ArrayList<>();
      List<Way> first = new ArrayList<>();
      List<Way> again = new ArrayList<>();
      for (Way way : level) {
        Node node = way.node;
        players = Math.max(players, way.asked.size());
        if (node.isLeaf()) {
          continue;
        }
        Way left = child(way, true);
        Way right = child(way, false);
        if (node.isOverLeaves()) {
          lowers.add(way);
        } else if (isTriple(way, left, right)) {
          triples.add(way);
          players = Math.max(players, way.asked.size() + 2);
          continue;
        } else {
          (asksAgain(way) ? again : first).add(way);
        }
        next.add(left);
        next.add(right);
      }
      uppers.addAll(first);
      ends.add(uppers.size());
      uppers.addAll(again);
      ends.add(uppers.size());
      level = next;
    }
    lowers.sort((a, b) -> Boolean.compare(asksAgain(a), asksAgain(b)));
  }

  private static boolean isTriple(Way way, Way left, Way right) {
    return left.node.isOverLeaves()
        && right.node.isOverLeaves()
        && !asksAgain(way)
        && !asksAgain(left)
        && !asksAgain(right);
  }

  private static Way child(Way way, boolean left) {
    Node node = way.node;
    Asked before = way.before(node.feature());
    double share = left ? node.leftShare() : 1 - node.leftShare();
    List<Asked> asked = new ArrayList<>(way.asked);
    asked.remove(before);
    asked.add(new Asked(before.feature, before.share * share, node, left));
    return new Way(left ? node.left() : node.right(), asked);
  }

  private static boolean asksAgain(Way way) {
    return way.before(way.node.feature()).node != null;
  }

  private void number() {
    uppers.forEach(way -> slotOf.put(way.node, slotOf.size()));
    triples.forEach(way -> slotOf.put(way.node, slotOf.size()));
    lowers.forEach(way -> slotOf.put(way.node, slotOf.size()));
    for (Way way : uppers) {
      for (Node child : List.of(way.node.left(), way.node.right())) {
        if (child.isLeaf()) {
          slotOf.put(child, slotOf.size());
          leaves.add(child);
        }
      }
    }
  }

  private int slot(Node node) {
    return Objects.requireNonNull(slotOf.get(node));
  }

  /// Enough for a polynomial of a degree one less than the features on a way.
  private int points() {
    return Math.max(1, (players + 1) / 2);
  }

  /// The trees as arrays. Slots hold upper decisions, then triples, lower decisions, leaves of
  /// upper decisions; places are slots times the points carried at once.
  ///
  /// @param roots each tree's place
  /// @param ends per level the end of the upper decisions on features not asked before on the way,
  ///   then of those on features asked again
  /// @param uppers decisions with a decision below that are not in a triple
  /// @param departures per upper decision `b - p` for a row that goes right, for one that goes left
  /// @param children per upper decision the places of its left and right child
  /// @param earlier per upper decision twice the slot of the last decision on the same feature,
  ///   plus 1 when the way goes left there
  /// @param sets per upper decision where its set of points begins
  /// @param triples per triple three decisions: the upper, its left, its right
  /// @param tripleValues per triple the upper's departures, the left's values, the right's values
  /// @param firstLower the slot of the first lower decision
  /// @param firstAgain how many lower decisions are on features not asked before; they come first
  /// @param lowers decisions over two leaves that are not in a triple
  /// @param lowerValues per lower decision `(b - p) (L - R)` for right, for left, and the value
  ///   expected at `t = 0`
  @SuppressWarnings("ArrayRecordComponent")
  record Layout(
      int slots,
      int[] roots,
      int[] ends,
      long[] uppers,
      double[] departures,
      int[] children,
      int[] earlier,
      int[] sets,
      long[] triples,
      double[] tripleValues,
      int firstLower,
      int firstAgain,
      long[] lowers,
      double[] lowerValues,
      int[] lowerEarlier,
      int[] lowerSets,
      double[] leaves,
      IntegratedTrees.Pass[] passes) {}

  Layout layout() {
    int[] sets = sets(uppers);
    int[] lowerSets = sets(lowers);
    return new Layout(
        slotOf.size(),
        roots.stream().mapToInt(way -> place(way.node)).toArray(),
        ends.stream().mapToInt(Integer::intValue).toArray(),
        decisions(uppers.stream().map(Way::node)),
        values(uppers.stream().map(way -> way.node.departures())),
        uppers.stream()
            .flatMapToInt(w -> IntStream.of(place(w.node.left()), place(w.node.right())))
            .toArray(),
        earlier(uppers),
        sets,
        decisions(triples.stream().map(Way::node).flatMap(n -> Stream.of(n, n.left(), n.right()))),
        values(
            triples.stream()
                .map(Way::node)
                .flatMap(
                    n ->
                        Stream.of(
                            n.departures(), n.left().lowerValues(), n.right().lowerValues()))),
        uppers.size() + triples.size(),
        (int) lowers.stream().filter(way -> !asksAgain(way)).count(),
        decisions(lowers.stream().map(Way::node)),
        values(lowers.stream().map(way -> way.node.lowerValues())),
        earlier(lowers),
        lowerSets,
        leaves.stream().mapToDouble(Node::value).toArray(),
        passes());
  }

  private int place(Node node) {
    return IntegratedTrees.WIDTH * slot(node);
  }

  private static long[] decisions(Stream<Node> nodes) {
    return nodes
        .mapToLong(
            n ->
                SortableKey.decision(
                    n.tree.threshold()[n.index], n.feature(), n.tree.missingLeft()[n.index]))
        .toArray();
  }

  private static double[] values(Stream<double[]> parts) {
    return parts.flatMapToDouble(Arrays::stream).toArray();
  }

  private int[] earlier(List<Way> ways) {
    return ways.stream()
        .map(way -> way.before(way.node.feature()))
        .mapToInt(a -> a.node == null ? 0 : 2 * slot(a.node) + (a.left ? 1 : 0))
        .toArray();
  }

  /// Makes a set of points for each decision that asks again.
  private int[] sets(List<Way> ways) {
    int[] sets = new int[ways.size()];
    for (int i = 0; i < sets.length; i++) {
      Asked before = ways.get(i).before(ways.get(i).node.feature());
      if (before.node != null) {
        joints.add(before.share);
        sets[i] = 2 * IntegratedTrees.WIDTH * joints.size();
      }
    }
    return sets;
  }

  private IntegratedTrees.Pass[] passes() {
    int width = IntegratedTrees.WIDTH;
    GaussLegendre rule = GaussLegendre.of(points());
    int count = (points() + width - 1) / width;
    double[] points = Arrays.copyOf(rule.points(), count * width);
    double[] weights = Arrays.copyOf(rule.weights(), count * width);
    IntegratedTrees.Pass[] passes = new IntegratedTrees.Pass[count];
    for (int pass = 0; pass < count; pass++) {
      int from = pass * width;
      passes[pass] =
          new IntegratedTrees.Pass(
              Arrays.copyOfRange(weights, from, from + width),
              setsAt(Arrays.copyOfRange(points, from, from + width)));
    }
    return passes;
  }

  private double[] setsAt(double[] points) {
    int width = points.length;
    double[] sets = new double[2 * width * (joints.size() + 1)];
    for (int set = 0; set <= joints.size(); set++) {
      double share = set == 0 ? 1 : joints.get(set - 1);
      for (int q = 0; q < width; q++) {
        // Points beyond the rule's have weight 0 and lie where nothing divides by 0.
        double t = points[q] > 0 ? points[q] : 0.5;
        double below = share + (1 - share) * t;
        sets[2 * width * set + q] = t / below;
        sets[2 * width * set + width + q] = share / (below * below);
      }
    }
    return sets;
  }
}
