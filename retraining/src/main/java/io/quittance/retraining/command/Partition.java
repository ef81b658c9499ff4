package io.quittance.retraining.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Which rows train, which calibrate, which are kept for the judgement; each row is in one part.
///
/// @param train row numbers, rising by their order in the split (file, or time)
@SuppressWarnings("ArrayRecordComponent")
record Partition(int[] train, int[] calibration, int[] test) {

  /// Of the rows that are not for the test.
  private static final double CALIBRATION_SHARE = 0.15;

  /// Parts whose share of positives is the same; equal arguments give equal parts.
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

  /// The earliest rows train, the latest test.
  ///
  /// @param times any unit; rows of one time stay in one part
  static Partition inTime(long[] times, double testShare) {
    int[] order =
        IntStream.range(0, times.length)
            .boxed()
            .sorted((a, b) -> Long.compare(times[a], times[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    int testFrom = border(order, times, (int) Math.round(times.length * (1 - testShare)));
    int calibrationFrom =
        border(order, times, (int) Math.round(testFrom * (1 - CALIBRATION_SHARE)));
    return new Partition(
        Arrays.copyOfRange(order, 0, calibrationFrom),
        Arrays.copyOfRange(order, calibrationFrom, testFrom),
        Arrays.copyOfRange(order, testFrom, order.length));
  }

  /// The first rows of the file train, the last test.
  static Partition inOrder(int rows, double testShare) {
    return inTime(IntStream.range(0, rows).asLongStream().toArray(), testShare);
  }

  /// Moves a border back to where a time begins.
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
