package io.quittance.e2e.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.e2e.audit.Finding;
import io.quittance.e2e.audit.Harm;
import io.quittance.e2e.audit.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultTableTest {

  private static final Verdict GOOD =
      new Verdict(Map.of("deciding events", 1_200L), List.of(), Map.of());
  private static final Verdict LOST =
      new Verdict(
          Map.of("deciding events", 1_200L),
          List.of(new Finding("one-decision", Harm.LOST, "e-1 has none")),
          Map.of(Harm.LOST, 7L));

  @Test
  void allZerosHold() {
    assertTrue(result(GOOD, 3, 0, List.of()).holds());
  }

  @Test
  void anythingThatIsNotZeroDoesNotHold() {
    assertFalse(result(LOST, 3, 0, List.of()).holds());
    assertFalse(result(GOOD, 3, 1, List.of()).holds());
    assertFalse(result(GOOD, 3, 0, List.of("scoring ended")).holds());
  }

  @Test
  void aRunThatProvesNothingDoesNotHold() {
    Verdict idle = new Verdict(Map.of(), List.of(), Map.of());

    assertFalse(result(GOOD, 0, 0, List.of()).holds());
    assertFalse(result(idle, 3, 0, List.of()).holds());
  }

  @Test
  void theRowHasEveryNumber() {
    FaultTable table = new FaultTable();
    table.add(result(LOST, 3, 4, List.of("scoring ended")));
    table.skipped("clock", "no library");

    String text = table.text();

    assertTrue(
        text.lines()
            .map(line -> line.strip().replaceAll(" +", " "))
            .anyMatch("kill 1,200 7 0 0 0 4 1 12 345"::equals),
        text);
    assertTrue(text.contains("skipped: no library"), text);
    assertFalse(table.holds());
  }

  @Test
  void theJsonHasEveryNumberAndFinding() throws IOException {
    FaultTable table = new FaultTable();
    table.add(result(LOST, 3, 4, List.of("scoring ended")));
    table.failed("broker", "did not start");

    JsonNode json = new ObjectMapper().readTree(table.json());

    assertFalse(json.path("ok").asBoolean());
    JsonNode kill = json.path("faults").path(0);
    assertEquals(7, kill.path("lost").asInt());
    assertEquals(4, kill.path("wedged").asInt());
    assertEquals("scoring ended", kill.path("restartsByHand").path(0).asText());
    assertEquals(345, kill.path("peakMebibytes").path("scoring").asInt());
    assertEquals("one-decision: e-1 has none", kill.path("findings").path(0).asText());
    assertEquals("did not start", json.path("faults").path(1).path("failed").asText());
  }

  @Test
  void skippedFaultsAloneAreNoFailure() {
    FaultTable table = new FaultTable();
    table.skipped("clock", "no library");

    assertTrue(table.holds());
  }

  private static FaultResult result(
      Verdict verdict, int injections, long wedged, List<String> endings) {
    return new FaultResult(
        "kill",
        injections,
        verdict,
        wedged,
        endings,
        Duration.ofSeconds(12),
        Map.of("scoring", 345L, "kafka", 200L));
  }
}
