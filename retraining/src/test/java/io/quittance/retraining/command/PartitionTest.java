package io.quittance.retraining.command;

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
    // Given
    boolean[] labels = new boolean[1_000];
    IntStream.range(0, 130).forEach(i -> labels[i * 7] = true);

    // When
    Partition parts = Partition.stratified(labels, 0.2, 3);

    // Then
    requireEachRowOnce(parts, labels.length);
    assertEquals(200, parts.test().length);
    assertEquals(26, Arrays.stream(parts.test()).filter(row -> labels[row]).count());
    assertEquals(120, parts.calibration().length, 1);
    assertArrayEquals(parts.test(), Partition.stratified(labels, 0.2, 3).test());
  }

  @Test
  void groupsAreNeverTorn() {
    // Given
    int[] groups = IntStream.range(0, 600).map(i -> i * i % 53).toArray();

    // When
    Partition parts = Partition.grouped(groups, 0.25, 9);

    // Then
    requireEachRowOnce(parts, groups.length);
    assertEquals(150, parts.test().length, 40);
    Set<Integer> tested = groups(parts.test(), groups);
    Set<Integer> trained = groups(parts.train(), groups);
    assertTrue(tested.stream().noneMatch(trained::contains));
    assertTrue(groups(parts.calibration(), groups).stream().noneMatch(trained::contains));
  }

  @Test
  void inTimeTheLatestTestAndRowsOfOneTimeStayTogether() {
    // Given
    long[] times = IntStream.range(0, 500).mapToLong(i -> (499 - i) / 7).toArray();

    // When
    Partition parts = Partition.inTime(times, 0.2);

    // Then
    requireEachRowOnce(parts, times.length);
    long lastTrain = Arrays.stream(parts.train()).mapToLong(row -> times[row]).max().orElseThrow();
    long[] calibration = Arrays.stream(parts.calibration()).mapToLong(row -> times[row]).toArray();
    long firstTest = Arrays.stream(parts.test()).mapToLong(row -> times[row]).min().orElseThrow();
    assertTrue(lastTrain < Arrays.stream(calibration).min().orElseThrow());
    assertTrue(Arrays.stream(calibration).max().orElseThrow() < firstTest);
    assertArrayEquals(IntStream.range(400, 500).toArray(), Partition.inOrder(500, 0.2).test());
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
