package io.quittance.laboratory.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.laboratory.table.problem.BadDataException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Properties of all kinds of folds, on drawn rows of several sizes and shares.
final class FoldsTest {

  private static final int[] SIZES = {90, 601, 4_000};
  private static final int[] COUNTS = {2, 3, 5};

  private static int heldRows(Folds folds) {
    return folds.folds().stream().mapToInt(fold -> fold.held().length).sum();
  }

  @Test
  void stratifiedFoldsHoldEachRowOnceAndKeepTheClassShares() {
    for (int size : SIZES) {
      for (int count : COUNTS) {
        Rows rows = new Rows(size, 0.2, 20);
        Folds folds = Folds.stratified(rows.labels, count, 9);
        assertDisjoint(folds, size);
        assertEquals(size, heldRows(folds));
        for (Folds.Fold fold : folds.folds()) {
          assertEquals((double) size / count, fold.held().length, 2);
          assertEquals(rows.positives() / (double) count, rows.positives(fold.held()), 1);
          double stopShare = rows.positives(fold.cut().stop()) / (double) fold.cut().stop().length;
          assertEquals(rows.positives() / (double) size, stopShare, 2.0 / fold.cut().stop().length);
        }
      }
    }
  }

  @Test
  void groupedFoldsNeverTearAGroupApart() {
    for (int size : SIZES) {
      Rows rows = new Rows(size, 0.2, size / 4);
      Folds folds = Folds.grouped(rows.groups, rows.labels, 3, 9);
      assertDisjoint(folds, size);
      assertEquals(size, heldRows(folds));
      for (Folds.Fold fold : folds.folds()) {
        assertNoSharedGroup(rows, fold);
        assertEquals(rows.positives() / 3.0, rows.positives(fold.held()), 3);
        assertEquals(size / 3.0, fold.held().length, 6);
      }
    }
  }

  @Test
  void foldsInTimeLearnFromThePastAlone() {
    for (int size : SIZES) {
      Rows rows = new Rows(size, 0.2, 20);
      Folds folds = Folds.inTime(rows.times, rows.labels, 4, 9);
      assertDisjoint(folds, size);
      int end = 0;
      for (Folds.Fold fold : folds.folds()) {
        assertTrue(rows.times[max(fold.cut().stop())] < rows.times[fold.held()[0]]);
        assertTrue(rows.times[max(fold.cut().learn())] < rows.times[fold.held()[0]]);
        assertEquals(
            fold.held()[0], both(fold.cut()).length, "all that came before teaches or stops");
        assertTrue(fold.held()[0] >= end);
        end = max(fold.held()) + 1;
      }
      assertEquals(size, end);
      assertEquals(size, folds.whole().learn().length + folds.whole().stop().length);
    }
  }

  @Test
  void groupedFoldsInTimeHoldLaterRowsOfUnseenGroups() {
    for (int size : SIZES) {
      Rows rows = new Rows(size, 0.3, size / 3);
      Folds folds = Folds.groupedInTime(rows.groups, rows.times, rows.labels, 3, 9);
      assertDisjoint(folds, size);
      for (Folds.Fold fold : folds.folds()) {
        assertNoSharedGroup(rows, fold);
        long first = rows.times[fold.held()[0]];
        for (int row : both(fold.cut())) {
          assertTrue(rows.times[row] < first);
        }
      }
      assertEquals(0.4 * size, heldRows(folds), 8);
    }
  }

  @Test
  void equalArgumentsGiveEqualFoldsAndSeedsDiffer() {
    Rows rows = new Rows(500, 0.3, 100);
    Folds first = Folds.grouped(rows.groups, rows.labels, 3, 1);
    Folds again = Folds.grouped(rows.groups, rows.labels, 3, 1);
    Folds other = Folds.grouped(rows.groups, rows.labels, 3, 2);
    assertArrayEquals(first.folds().getFirst().held(), again.folds().getFirst().held());
    assertTrue(!Arrays.equals(first.folds().getFirst().held(), other.folds().getFirst().held()));
  }

  @Test
  void tooFewRowsAndFallingTimesAreRefused() {
    assertThrows(BadDataException.class, () -> Folds.stratified(new boolean[2], 3, 1));
    assertThrows(BadDataException.class, () -> Folds.inTime(new long[50], new boolean[50], 3, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> Folds.inTime(new long[] {1, 2, 1, 4, 5, 6}, new boolean[6], 2, 1));
  }

  private static void assertNoSharedGroup(Rows rows, Folds.Fold fold) {
    Set<String> held = new HashSet<>();
    for (int row : fold.held()) {
      held.add(rows.groups[row]);
    }
    Set<String> stop = new HashSet<>();
    for (int row : fold.cut().stop()) {
      stop.add(rows.groups[row]);
      assertTrue(!held.contains(rows.groups[row]));
    }
    for (int row : fold.cut().learn()) {
      assertTrue(!held.contains(rows.groups[row]));
      assertTrue(!stop.contains(rows.groups[row]));
    }
  }

  private static void assertDisjoint(Folds folds, int size) {
    Set<Integer> heldSoFar = new HashSet<>();
    for (Folds.Fold fold : folds.folds()) {
      boolean[] seen = new boolean[size];
      for (int row :
          IntStream.concat(Arrays.stream(both(fold.cut())), Arrays.stream(fold.held())).toArray()) {
        assertTrue(!seen[row], "row " + row + " is in two parts");
        seen[row] = true;
      }
      for (int row : fold.held()) {
        assertTrue(heldSoFar.add(row), "row " + row + " is held twice");
      }
    }
  }

  private static int[] both(Folds.Cut cut) {
    return IntStream.concat(Arrays.stream(cut.learn()), Arrays.stream(cut.stop())).toArray();
  }

  private static int max(int[] rows) {
    return Arrays.stream(rows).max().orElseThrow();
  }

  /// Drawn labels, groups and rising times, some of them equal.
  private static final class Rows {
    private final boolean[] labels;
    private final String[] groups;
    private final long[] times;

    Rows(int size, double share, int groupCount) {
      SplittableRandom random = new SplittableRandom(size);
      labels = new boolean[size];
      groups = new String[size];
      times = new long[size];
      for (int i = 0; i < size; i++) {
        labels[i] = random.nextDouble() < share;
        groups[i] = "group-" + random.nextInt(groupCount);
        times[i] = i / 3;
      }
    }

    int positives() {
      return positives(IntStream.range(0, labels.length).toArray());
    }

    int positives(int[] rows) {
      return (int) Arrays.stream(rows).filter(row -> labels[row]).count();
    }
  }
}
