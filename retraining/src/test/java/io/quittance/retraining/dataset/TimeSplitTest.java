package io.quittance.retraining.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.retraining.SyntheticRows;
import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

final class TimeSplitTest {

  @Test
  void cutsInOrderOfTime() {
    // Given
    LabelledRows rows = SyntheticRows.of(1_000, 4, 1);
    // When
    TimeSplit split = TimeSplit.of(rows, 0.6, 0.15);
    // Then
    assertEquals(600, split.train().size());
    assertEquals(150, split.calibration().size());
    assertEquals(250, split.evaluation().size());
    assertTrue(last(split.train()) < first(split.calibration()));
    assertTrue(last(split.calibration()) < first(split.evaluation()));
  }

  @Test
  void neverTearsDecisionsOfOneInstantApart() {
    // Given
    LabelledRows rows = SyntheticRows.of(1_000, 4, 2);
    long[] times = rows.decidedAtMicros();
    Arrays.fill(times, 550, 640, times[550]);
    // When
    TimeSplit split = TimeSplit.of(rows, 0.6, 0.15);
    // Then
    assertEquals(640, split.train().size());
  }

  @Test
  void countsEvaluationRowsOfTrainedAccounts() {
    // Given
    LabelledRows rows = SyntheticRows.of(900, 4, 3);
    TimeSplit split = TimeSplit.of(rows, 0.6, 0.15);
    var trained = new HashSet<>(Arrays.asList(split.train().accounts()));
    long shared = Arrays.stream(split.evaluation().accounts()).filter(trained::contains).count();
    // When
    double rate = split.sharedAccountRate();
    // Then
    assertEquals((double) shared / split.evaluation().size(), rate);
    assertTrue(rate > 0 && rate < 1);
  }

  @Test
  void refusesASliceOfOneClass() {
    // Given
    LabelledRows rows = SyntheticRows.ofOneClass(SyntheticRows.of(500, 4, 4));
    // When
    var refused = assertThrows(BadDataException.class, () -> TimeSplit.of(rows, 0.6, 0.15));
    // Then
    assertTrue(String.valueOf(refused.getMessage()).contains("both classes"));
  }

  private static long first(LabelledRows rows) {
    return rows.decidedAtMicros()[0];
  }

  private static long last(LabelledRows rows) {
    return rows.decidedAtMicros()[rows.size() - 1];
  }
}
