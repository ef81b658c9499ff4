package io.quittance.laboratory.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// Assigns each row to exactly one part: training, calibration or test.
///
/// @param train row numbers, ascending in the order of the split (file order or time)
@SuppressWarnings("ArrayRecordComponent")
record Partition(int[] train, int[] calibration, int[] test) {

  /// Returns the rows that are not test rows.
  private static final double CALIBRATION_SHARE = 0.15;

  /// Divides the rows so that every part has the same share of positives. Equal arguments give
  /// equal parts.
  static Partition stratified(boolean[] labels, double testShare, long seed) {
    List<Integer> train = new ArrayList<>();
    List<Integer> calibration = new ArrayList<>();
    List<Integer> test = new ArrayList<>();
    for (boolean label : new boolean[] {true, false}) {
      List<Integer> rows = new ArrayList<>();
      IntStream.range(0, labels.length).filter(i -> labels[i] == label).forEach(rows::add);
      Collections.shuffle(rows, new Random(seed));
      int tests = (int) Math.round(rows.size() * testShare);
      int calibrations = (int) Math.round((rows.size() - tests) * CALIBRATION_SHARE);
      test.addAll(rows.subList(0, tests));
      calibration.addAll(rows.subList(tests, tests + calibrations));
      train.addAll(rows.subList(tests + calibrations, rows.size()));
    }
    return new Partition(sorted(train), sorted(calibration), sorted(test));
  }

  /// Divides the rows so that no two parts share a group, with sizes as close to the shares as the
  /// groups allow.
  ///
  /// @param groups one number per row
  static Partition grouped(int[] groups, double testShare, long seed) {
    List<Integer> order =
        new ArrayList<>(Arrays.stream(groups).distinct().sorted().boxed().toList());
    Collections.shuffle(order, new Random(seed));
    Map<Integer, Integer> place = new HashMap<>();
    order.forEach(group -> place.put(group, place.size()));
    int[] sizes = new int[order.size()];
    Arrays.stream(groups).forEach(group -> sizes[place.getOrDefault(group, 0)]++);
    List<Integer> train = new ArrayList<>();
    List<Integer> calibration = new ArrayList<>();
    List<Integer> test = new ArrayList<>();
    int tests = prefix(sizes, 0, groups.length * testShare);
    double rest = groups.length - Arrays.stream(sizes, 0, tests).sum();
    int calibrations = prefix(sizes, tests, rest * CALIBRATION_SHARE);
    for (int row = 0; row < groups.length; row++) {
      int at = place.getOrDefault(groups[row], 0);
      (at < tests ? test : at < calibrations ? calibration : train).add(row);
    }
    return new Partition(sorted(train), sorted(calibration), sorted(test));
  }

  /// Returns the end of the run of groups, starting at `from`, that together have about the given
  /// number of rows; at least one group.
  private static int prefix(int[] sizes, int from, double rows) {
    int to = from;
    double sum = 0;
    while (to < sizes.length && (to == from || sum + sizes[to] / 2.0 <= rows)) {
      sum += sizes[to++];
    }
    return to;
  }

  /// Uses the latest rows as the test part. Draws the calibration rows at random from the other
  /// rows, with the same share of positives. The latest of the other rows therefore also train:
  /// under drift they are the most valuable.
  ///
  /// @param times in any unit; rows with the same time are either all test rows or none
  static Partition inTime(long[] times, boolean[] labels, double testShare, long seed) {
    int[] order =
        IntStream.range(0, times.length)
            .boxed()
            .sorted((a, b) -> Long.compare(times[a], times[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    int testFrom = border(order, times, (int) Math.round(times.length * (1 - testShare)));
    boolean[] calibrates = new boolean[times.length];
    for (boolean label : new boolean[] {true, false}) {
      List<Integer> rows = new ArrayList<>();
      Arrays.stream(order, 0, testFrom).filter(row -> labels[row] == label).forEach(rows::add);
      Collections.shuffle(rows, new Random(seed));
      rows.subList(0, (int) Math.round(rows.size() * CALIBRATION_SHARE))
          .forEach(row -> calibrates[row] = true);
    }
    return new Partition(
        Arrays.stream(order, 0, testFrom).filter(row -> !calibrates[row]).toArray(),
        Arrays.stream(order, 0, testFrom).filter(row -> calibrates[row]).toArray(),
        Arrays.copyOfRange(order, testFrom, order.length));
  }

  /// Uses the last rows of the file as the test part.
  static Partition inOrder(boolean[] labels, double testShare, long seed) {
    long[] places = IntStream.range(0, labels.length).asLongStream().toArray();
    return inTime(places, labels, testShare, seed);
  }

  /// Moves a boundary back to the first row with the same time.
  private static int border(int[] order, long[] times, int wanted) {
    int border = wanted;
    while (border > 0
        && border < order.length
        && times[order[border - 1]] == times[order[border]]) {
      border--;
    }
    return border;
  }

  private static int[] sorted(List<Integer> rows) {
    return rows.stream().mapToInt(Integer::intValue).sorted().toArray();
  }
}
