package io.quittance.laboratory.dataset;

import io.quittance.laboratory.table.BadDataException;
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

/// How rows are divided so that a model is judged on rows which neither taught it nor decided when
/// its training stopped. Equal arguments give equal folds.
///
/// @param words the rule in a few words
/// @param folds in order; a row is held by at most one of them
/// @param whole the division of all rows for a last training, which nothing judges here
public record Folds(String words, List<Fold> folds, Cut whole) {

  /// One row in so many stops a training early.
  private static final int STOP = 6;

  /// @throws IllegalArgumentException when there are fewer than two folds
  public Folds {
    folds = List.copyOf(folds);
    if (folds.size() < 2) {
      throw new IllegalArgumentException("two folds are the least, there are " + folds.size());
    }
  }

  /// Row numbers, rising, none in both.
  ///
  /// @param learn what a model learns from
  /// @param stop what decides when its training ends
  @SuppressWarnings("ArrayRecordComponent")
  public record Cut(int[] learn, int[] stop) {

    /// @throws BadDataException when a part is empty
    public Cut {
      if (learn.length == 0 || stop.length == 0) {
        throw new BadDataException("there are too few rows to divide into folds");
      }
    }
  }

  /// One division.
  ///
  /// @param held rows that judge, rising, none of them in the cut
  @SuppressWarnings("ArrayRecordComponent")
  public record Fold(Cut cut, int[] held) {

    /// @throws BadDataException when no row is held
    public Fold {
      if (held.length == 0) {
        throw new BadDataException("there are too few rows to divide into folds");
      }
    }
  }

  /// Every row is held once, and each part has the classes in the shares of the whole, to a row.
  ///
  /// @param seed of the order in which rows are dealt out
  public static Folds stratified(boolean[] labels, int count, long seed) {
    int[] fold = deal(singles(labels), labels, count, seed);
    return across("stratified by class", labels, singles(labels), fold, count, seed);
  }

  /// Every row is held once, rows of one group always together; the classes are spread as evenly as
  /// the groups allow.
  ///
  /// @param groups such as the account of each row
  public static Folds grouped(String[] groups, boolean[] labels, int count, long seed) {
    int[] numbers = numbered(groups);
    int[] fold = deal(numbers, labels, count, seed);
    return across("grouped, stratified by class", labels, numbers, fold, count, seed);
  }

  /// An expanding window: the rows in order of time are cut into `count + 1` blocks, each but the
  /// first is held once, and what came before it teaches, but for a sixth of it, drawn at random,
  /// that stops: so the latest rows teach too, and under drift they are worth most. Rows of one
  /// instant are never held in part.
  ///
  /// @param times never falling
  /// @throws IllegalArgumentException when a time falls
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

  /// Each fold holds the later rows (the last two fifths) of its share of the groups; the earlier
  /// rows of all other groups teach. So a model is judged on later rows of groups that it has not
  /// seen. Earlier rows are never held.
  ///
  /// @param times never falling
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

  /// How many rows are held by some fold.
  public int heldRows() {
    return folds.stream().mapToInt(fold -> fold.held().length).sum();
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

  /// A sixth of the rows, whole groups, stops.
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

  /// Deals whole groups out, the largest first and equals in seeded order, each to the part that
  /// has least of the group's rarer class so far, then least rows.
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

  /// Groups with positives first, by positives; then the others, by size.
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

  /// The first row at or after `wanted` whose time differs from the row before it.
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
