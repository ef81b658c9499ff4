package io.quittance.laboratory.dataset;

import io.quittance.laboratory.table.problem.BadDataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Divides rows so that a model is judged on rows that it was neither trained nor stopped on. Equal
/// arguments give equal folds.
///
/// @param words the rule in a few words
/// @param folds in order; each row is held out by at most one of them
/// @param whole the division of all rows for the final training, which is not judged here
public record Folds(String words, List<Fold> folds, Cut whole) {

  /// One row in this many is used for early stopping.
  private static final int STOP = 6;

  /// @throws IllegalArgumentException when there are fewer than two folds
  public Folds {
    folds = List.copyOf(folds);
    if (folds.size() < 2) {
      throw new IllegalArgumentException("at least two folds are needed, not " + folds.size());
    }
  }

  /// Row numbers in two disjoint parts, each ascending.
  ///
  /// @param learn the rows a model learns from
  /// @param stop the rows that decide when its training stops
  @SuppressWarnings("ArrayRecordComponent")
  public record Cut(int[] learn, int[] stop) {

    /// @throws BadDataException when a part is empty
    public Cut {
      if (learn.length == 0 || stop.length == 0) {
        throw new BadDataException("there are too few rows to divide into folds");
      }
    }
  }

  /// One division of the rows.
  ///
  /// @param held the rows used for judging, ascending; none of them is in the cut
  @SuppressWarnings("ArrayRecordComponent")
  public record Fold(Cut cut, int[] held) {

    /// @throws BadDataException when no row is held out
    public Fold {
      if (held.length == 0) {
        throw new BadDataException("there are too few rows to divide into folds");
      }
    }
  }

  /// Holds out every row once. Each part has the same class shares as the whole, to within one row.
  ///
  /// @param seed of the order in which rows are assigned
  public static Folds stratified(boolean[] labels, int count, long seed) {
    int[] fold = deal(singles(labels), labels, count, seed);
    return across("stratified by class", labels, singles(labels), fold, count, seed);
  }

  /// Holds out every row once and keeps the rows of a group together. Distributes the classes as
  /// evenly as the groups allow.
  ///
  /// @param groups the group of each row, such as its account
  public static Folds grouped(String[] groups, boolean[] labels, int count, long seed) {
    int[] numbers = numbered(groups);
    int[] fold = deal(numbers, labels, count, seed);
    return across("grouped, stratified by class", labels, numbers, fold, count, seed);
  }

  /// Uses an expanding window. Cuts the rows in order of time into `count + 1` blocks and holds out
  /// each block except the first. The rows before a block train, except for a sixth of them, drawn
  /// at random, which decides when training stops. The latest rows therefore also train: under
  /// drift they are the most valuable. Rows with the same time are either all held out or none.
  ///
  /// @param times in ascending order
  /// @throws IllegalArgumentException when times are not in ascending order
  public static Folds inTime(long[] times, boolean[] labels, int count, long seed) {
    requireOrder(times);
    int[] rows = singles(labels);
    List<Fold> folds = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      int from = boundary(times, (int) ((long) times.length * i / (count + 1)));
      int to = boundary(times, (int) ((long) times.length * (i + 1) / (count + 1)));
      Cut earlier = cut(pick(0, from, _ -> true), labels, rows, seed);
      folds.add(new Fold(earlier, IntStream.range(from, to).toArray()));
    }
    int[] all = pick(0, times.length, _ -> true);
    return new Folds("in order of time, window expanding", folds, cut(all, labels, rows, seed));
  }

  /// Holds out in each fold the later rows (the last two fifths) of that fold's share of the
  /// groups, and trains on the earlier rows of all other groups. A model is thus judged on later
  /// rows of groups that it has not seen. Earlier rows are never held out.
  ///
  /// @param times in ascending order
  public static Folds groupedInTime(
      String[] groups, long[] times, boolean[] labels, int count, long seed) {
    requireOrder(times);
    int[] numbers = numbered(groups);
    int[] fold = deal(numbers, labels, count, seed);
    int later = boundary(times, times.length * 3 / 5);
    List<Fold> folds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int held = i;
      int[] earlier = pick(0, later, row -> fold[row] != held);
      folds.add(
          new Fold(
              cut(earlier, labels, numbers, seed),
              pick(later, times.length, r -> fold[r] == held)));
    }
    int[] all = pick(0, times.length, _ -> true);
    return new Folds("later rows of unseen groups", folds, cut(all, labels, numbers, seed));
  }

  private static Folds across(
      String words, boolean[] labels, int[] groups, int[] fold, int count, long seed) {
    List<Fold> folds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int held = i;
      int[] others = pick(0, fold.length, row -> fold[row] != held);
      folds.add(
          new Fold(cut(others, labels, groups, seed), pick(0, fold.length, r -> fold[r] == held)));
    }
    int[] all = pick(0, fold.length, _ -> true);
    return new Folds(words, folds, cut(all, labels, groups, seed));
  }

  /// Reserves a sixth of the rows, in whole groups, for early stopping.
  private static Cut cut(int[] rows, boolean[] labels, int[] groups, long seed) {
    boolean[] someLabels = new boolean[rows.length];
    int[] someGroups = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      someLabels[i] = labels[rows[i]];
      someGroups[i] = groups[rows[i]];
    }
    int[] part = deal(someGroups, someLabels, STOP, ~seed);
    int[] learn = pick(0, rows.length, i -> part[i] != 0);
    int[] stop = pick(0, rows.length, i -> part[i] == 0);
    return new Cut(
        Arrays.stream(learn).map(i -> rows[i]).toArray(),
        Arrays.stream(stop).map(i -> rows[i]).toArray());
  }

  /// Assigns whole groups, the largest first and ties in seeded order. Each goes to the part that
  /// so far has the fewest rows of the group's rarer class; ties go to the part with the fewest
  /// rows.
  private static int[] deal(int[] groups, boolean[] labels, int parts, long seed) {
    if (parts < 2 || labels.length < parts) {
      throw new BadDataException(labels.length + " rows cannot be divided into " + parts);
    }
    int[][] sizes = classSizes(groups, labels);
    int[] order = order(sizes, seed);
    long[][] given = new long[parts][2];
    int[] partOf = new int[sizes.length];
    for (int group : order) {
      int main = sizes[group][1] > 0 ? 1 : 0;
      int best = 0;
      for (int part = 1; part < parts; part++) {
        long[] a = given[part];
        long[] b = given[best];
        if (a[main] < b[main] || a[main] == b[main] && a[0] + a[1] < b[0] + b[1]) {
          best = part;
        }
      }
      partOf[group] = best;
      given[best][0] += sizes[group][0];
      given[best][1] += sizes[group][1];
    }
    int[] dealt = new int[groups.length];
    for (int i = 0; i < dealt.length; i++) {
      dealt[i] = partOf[groups[i]];
    }
    return dealt;
  }

  private static int[][] classSizes(int[] groups, boolean[] labels) {
    int[][] sizes = new int[Arrays.stream(groups).max().orElse(-1) + 1][2];
    for (int i = 0; i < groups.length; i++) {
      sizes[groups[i]][labels[i] ? 1 : 0]++;
    }
    return sizes;
  }

  /// Orders groups with positives first, by their number of positives, then the others by size.
  private static int[] order(int[][] sizes, long seed) {
    List<Integer> shuffled = new ArrayList<>(IntStream.range(0, sizes.length).boxed().toList());
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, random.nextInt(i + 1));
    }
    shuffled.sort(
        Comparator.<Integer>comparingInt(group -> -sizes[group][1])
            .thenComparingInt(group -> -sizes[group][0]));
    return shuffled.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] singles(boolean[] labels) {
    return IntStream.range(0, labels.length).toArray();
  }

  private static int[] numbered(String[] groups) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] numbered = new int[groups.length];
    for (int i = 0; i < groups.length; i++) {
      numbered[i] = numbers.computeIfAbsent(groups[i], _ -> numbers.size());
    }
    return numbered;
  }

  private static int[] pick(int from, int to, IntPredicate wanted) {
    return IntStream.range(from, to).filter(wanted).toArray();
  }

  /// Returns the first row, from `wanted` on, whose time differs from that of the row before it.
  private static int boundary(long[] times, int wanted) {
    int at = wanted;
    while (at > 0 && at < times.length && times[at] == times[at - 1]) {
      at++;
    }
    return at;
  }

  private static void requireOrder(long[] times) {
    for (int i = 1; i < times.length; i++) {
      if (times[i] < times[i - 1]) {
        throw new IllegalArgumentException("row " + i + " is earlier than the row before it");
      }
    }
  }
}
