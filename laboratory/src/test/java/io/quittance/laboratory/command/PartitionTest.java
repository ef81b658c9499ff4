package io.quittance.laboratory.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PartitionTest {

  @Test
  void stratifiedPartsHoldEachRowOnceAndTheSameShareOfPositives() {
    boolean[] labels = new boolean[1_000];
    IntStream.range(0, 130).forEach(i -> labels[i * 7] = true);

    Partition parts = Partition.stratified(labels, 0.2, 3);

    requireEachRowOnce(parts, labels.length);
    assertEquals(200, parts.test().length);
    assertEquals(26, Arrays.stream(parts.test()).filter(row -> labels[row]).count());
    assertEquals(120, parts.calibration().length, 1);
    assertArrayEquals(parts.test(), Partition.stratified(labels, 0.2, 3).test());
  }

  @Test
  void groupsAreNeverTorn() {
    int[] groups = IntStream.range(0, 600).map(i -> i * i % 53).toArray();

    Partition parts = Partition.grouped(groups, 0.25, 9);

    requireEachRowOnce(parts, groups.length);
    assertEquals(150, parts.test().length, 40);
    Set<Integer> tested = groups(parts.test(), groups);
    Set<Integer> trained = groups(parts.train(), groups);
    assertTrue(tested.stream().noneMatch(trained::contains));
    assertTrue(groups(parts.calibration(), groups).stream().noneMatch(trained::contains));
  }

  @Test
  void inTimeTheLatestTestAndRowsOfOneTimeStayTogether() {
    long[] times = IntStream.range(0, 500).mapToLong(i -> (499 - i) / 7).toArray();

    boolean[] labels = new boolean[times.length];
    IntStream.range(0, times.length).forEach(i -> labels[i] = i % 5 == 0);
    Partition parts = Partition.inTime(times, labels, 0.2, 3);

    requireEachRowOnce(parts, times.length);
    long firstTest = Arrays.stream(parts.test()).mapToLong(row -> times[row]).min().orElseThrow();
    for (int[] earlier : new int[][] {parts.train(), parts.calibration()}) {
      long last = Arrays.stream(earlier).mapToLong(row -> times[row]).max().orElseThrow();
      assertTrue(last < firstTest);
      assertTrue(last > firstTest - 5, "the latest rows before the test train and calibrate");
      long positives = Arrays.stream(earlier).filter(row -> labels[row]).count();
      assertEquals(0.2, (double) positives / earlier.length, 0.01);
    }
    assertEquals(0.15 * 0.8 * 500, parts.calibration().length, 2);
    assertArrayEquals(
        IntStream.range(400, 500).toArray(), Partition.inOrder(labels, 0.2, 3).test());
  }

  private static Set<Integer> groups(int[] rows, int[] groups) {
    return Arrays.stream(rows).mapToObj(row -> groups[row]).collect(Collectors.toSet());
  }

  private static void requireEachRowOnce(Partition parts, int rows) {
    Set<Integer> seen = new HashSet<>();
    for (int[] part : new int[][] {parts.train(), parts.calibration(), parts.test()}) {
      for (int row : part) {
        assertTrue(seen.add(row), "row " + row + " is in two parts");
      }
    }
    assertEquals(rows, seen.size());
  }
}
