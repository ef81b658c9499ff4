package io.quittance.laboratory.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PairedScoresTest {

  private final boolean[] labels = {true, false};

  @Test
  void pairsBothModels() {
    byte[] csv =
        PairedScores.csv(labels, new double[] {0.5, 1e-9}, Optional.of(new double[] {0.25, 0.75}));
    assertEquals(
        "row,label,candidate,champion\n0,1,0.5,0.25\n1,0,1.0E-9,0.75\n",
        new String(csv, StandardCharsets.UTF_8));
  }

  @Test
  void leavesTheChampionEmptyWhenThereIsNone() {
    byte[] csv = PairedScores.csv(labels, new double[] {0.5, 0.25}, Optional.empty());
    assertEquals(
        "row,label,candidate,champion\n0,1,0.5,\n1,0,0.25,\n",
        new String(csv, StandardCharsets.UTF_8));
  }

  @Test
  void refusesScoresOfOtherRows() {
    assertThrows(
        IllegalArgumentException.class,
        () -> PairedScores.csv(labels, new double[3], Optional.empty()));
  }
}
