package io.quittance.messaging.failpoint;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailpointsTest {

  private static final Failpoint GAP = Failpoint.BETWEEN_COMMIT_AND_PUBLISH;

  private final List<Integer> halts = new ArrayList<>();

  @Test
  void theProcessHaltsOnceAtTheGivenPassOfTheGivenPlace() {
    Failpoints failpoints = failpoints(Optional.of(GAP), 2, "prod", "faults");

    failpoints.reached(Failpoint.BETWEEN_PUBLISH_AND_ACKNOWLEDGEMENT);
    failpoints.reached(GAP);
    assertEquals(List.of(), halts);
    failpoints.reached(GAP);
    failpoints.reached(GAP);

    assertEquals(List.of(137), halts);
  }

  @Test
  void withoutTheSettingNothingHalts() {
    Failpoints failpoints = failpoints(Optional.empty(), 1, "faults");

    failpoints.check();
    failpoints.reached(GAP);

    assertEquals(List.of(), halts);
  }

  @Test
  void outsideTheProfileOfFaultsTheSettingStopsTheStart() {
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class, () -> failpoints(Optional.of(GAP), 1, "prod").check());

    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith("quittance.failpoint.halt-at is 'between-commit-and-publish'"),
        refused::getMessage);
    assertDoesNotThrow(() -> failpoints(Optional.of(GAP), 1, "prod", "faults").check());
  }

  @Test
  void aPassThatIsNeverReachedStopsTheStart() {
    assertThrows(
        IllegalStateException.class, () -> failpoints(Optional.of(GAP), 0, "faults").check());
  }

  private Failpoints failpoints(Optional<Failpoint> haltAt, int pass, String... profiles) {
    FailpointConfig config =
        new FailpointConfig() {
          @Override
          public Optional<Failpoint> haltAt() {
            return haltAt;
          }

          @Override
          public int pass() {
            return pass;
          }
        };
    return new Failpoints(config, List.of(profiles), halts::add);
  }
}
