package io.quittance.core.treeshap;

import io.quittance.core.forest.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Lays trees out for [IntegratedTrees]: which decision is where, and with which points.
final class TreePlan {

  private final List<Way> roots;
  private final List<Way> uppers = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();
  private final List<Way> triples = new ArrayList<>();
  private final List<Way> lowers = new ArrayList<>();
  private final List<TreeNode> leaves = new ArrayList<>();
  private final Map<TreeNode, Integer> slotOf = new HashMap<>();
  private final PointSets points = new PointSets();
  private int players;

  /// @param trees each with a decision
  TreePlan(List<Tree> trees) {
    this.roots =
        IntStream.range(0, trees.size())
            .mapToObj(i -> new Way(new TreeNode(i, trees.get(i), 0), List.of()))
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
        TreeNode node = way.node();
        players = Math.max(players, way.asked().size());
        if (node.isLeaf()) {
          continue;
        }
        if (node.isOverLeaves()) {
          lowers.add(way);
        } else if (way.isTriple()) {
          triples.add(way);
          players = Math.max(players, way.asked().size() + 2);
          continue;
        } else {
          (way.asksAgain() ? again : first).add(way);
        }
        next.add(way.child(true));
        next.add(way.child(false));
      }
      uppers.addAll(first);
      ends.add(uppers.size());
      uppers.addAll(again);
      ends.add(uppers.size());
      level = next;
    }
    lowers.sort((a, b) -> Boolean.compare(a.asksAgain(), b.asksAgain()));
  }

  private void number() {
    uppers.forEach(way -> slotOf.put(way.node(), slotOf.size()));
    triples.forEach(way -> slotOf.put(way.node(), slotOf.size()));
    lowers.forEach(way -> slotOf.put(way.node(), slotOf.size()));
    for (Way way : uppers) {
      for (TreeNode child : List.of(way.node().left(), way.node().right())) {
        if (child.isLeaf()) {
          slotOf.put(child, slotOf.size());
          leaves.add(child);
        }
      }
    }
  }

  private int slot(TreeNode node) {
    return Objects.requireNonNull(slotOf.get(node));
  }

  /// The trees as arrays. Slots hold upper decisions, then triples, lower decisions, leaves of
  /// upper decisions; places are slots times the points carried at once.
  ///
  /// @param roots each tree's place
  /// @param leaves values of the leaves of upper decisions
  @SuppressWarnings("ArrayRecordComponent")
  record Layout(
      int slots,
      int[] roots,
      Uppers uppers,
      Triples triples,
      Lowers lowers,
      double[] leaves,
      IntegratedTrees.Pass[] passes) {}

  /// Decisions with a decision below that are not in a triple, level by level.
  ///
  /// @param ends per level the end of the decisions on features not asked before on the way, then
  ///   of those on features asked again
  /// @param departures per decision `b - p` for a row that goes right, for one that goes left
  /// @param children per decision the places of its left and right child
  /// @param earlier per decision twice the slot of the last decision on the same feature, plus 1
  ///   when the way goes left there
  /// @param sets per decision where its set of points begins
  @SuppressWarnings("ArrayRecordComponent")
  record Uppers(
      int[] ends,
      long[] decisions,
      double[] departures,
      int[] children,
      int[] earlier,
      int[] sets) {}

  /// Decisions over two others that end in leaves, none on a feature asked before.
  ///
  /// @param decisions per triple three: the upper, its left, its right
  /// @param values per triple the upper's departures, the left's values, the right's values
  @SuppressWarnings("ArrayRecordComponent")
  record Triples(long[] decisions, double[] values) {}

  /// Decisions over two leaves that are not in a triple.
  ///
  /// @param first slot of the first one
  /// @param firstAgain how many are on features not asked before; they come first
  /// @param values per decision `(b - p) (L - R)` for right, for left, and the value expected at `t
  ///   = 0`
  /// @param earlier as in [Uppers]
  /// @param sets as in [Uppers]
  @SuppressWarnings("ArrayRecordComponent")
  record Lowers(
      int first, int firstAgain, long[] decisions, double[] values, int[] earlier, int[] sets) {}

  Layout layout() {
    return new Layout(
        slotOf.size(),
        roots.stream().mapToInt(way -> place(way.node())).toArray(),
        uppers(),
        triples(),
        lowers(),
        leaves.stream().mapToDouble(TreeNode::value).toArray(),
        points.passes(players));
  }

  private Uppers uppers() {
    return new Uppers(
        ends.stream().mapToInt(Integer::intValue).toArray(),
        decisions(uppers.stream().map(Way::node)),
        values(uppers.stream().map(way -> way.node().departures())),
        uppers.stream()
            .flatMapToInt(way -> IntStream.of(place(way.node().left()), place(way.node().right())))
            .toArray(),
        earlier(uppers),
        points.add(uppers));
  }

  private Triples triples() {
    return new Triples(
        decisions(triples.stream().map(Way::node).flatMap(n -> Stream.of(n, n.left(), n.right()))),
        values(
            triples.stream()
                .map(Way::node)
                .flatMap(
                    n ->
                        Stream.of(
                            n.departures(), n.left().lowerValues(), n.right().lowerValues()))));
  }

  private Lowers lowers() {
    return new Lowers(
        uppers.size() + triples.size(),
        (int) lowers.stream().filter(way -> !way.asksAgain()).count(),
        decisions(lowers.stream().map(Way::node)),
        values(lowers.stream().map(way -> way.node().lowerValues())),
        earlier(lowers),
        points.add(lowers));
  }

  private int place(TreeNode node) {
    return IntegratedTrees.WIDTH * slot(node);
  }

  private static long[] decisions(Stream<TreeNode> nodes) {
    return nodes.mapToLong(TreeNode::decision).toArray();
  }

  private static double[] values(Stream<double[]> parts) {
    return parts.flatMapToDouble(Arrays::stream).toArray();
  }

  private int[] earlier(List<Way> ways) {
    return ways.stream().map(Way::before).mapToInt(this::earlier).toArray();
  }

  private int earlier(Way.Asked before) {
    TreeNode node = before.node();
    return node == null ? 0 : 2 * slot(node) + (before.left() ? 1 : 0);
  }
}
