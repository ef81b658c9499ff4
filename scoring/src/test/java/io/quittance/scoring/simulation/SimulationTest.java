package io.quittance.scoring.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.testkit.simulation.Histories;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class SimulationTest {

  private static final Logger LOG = Logger.getLogger("io.quittance");

  @BeforeAll
  static void silence() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOG.setLevel(null);
  }

  @Test
  void noHistoryViolatesWhatIsPromised() {
    String report =
        new Histories<>(World.histories())
            .search(Histories.count(500))
            .map(Histories.Found::report)
            .orElse("");

    assertEquals("", report);
  }
}
