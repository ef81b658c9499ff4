package io.quittance.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Decisions that release 0.1.0 stored, one of each kind that a simulated year produced. Their
/// bytes are the evidence of what was decided, so they never change.
final class GoldenDecisionsTest {

  private static List<String> stored() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            GoldenDecisionsTest.class.getResourceAsStream("/golden/decisions.ndjson"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void decisionsOfBeforeAreReadAndWrittenByteForByte() throws IOException {
    for (String line : stored()) {
      DecisionMade decision =
          EventCodec.read(line.getBytes(StandardCharsets.UTF_8), DecisionMade.class);
      assertEquals(line, new String(EventCodec.write(decision), StandardCharsets.UTF_8));
    }
  }

  @Test
  void theSampleHoldsBothRulesAndModels() throws IOException {
    List<String> stored = stored();
    assertTrue(stored.size() >= 80, "decisions " + stored.size());
    assertTrue(stored.stream().anyMatch(line -> line.contains("\"degraded\":true")));
    assertTrue(stored.stream().anyMatch(line -> line.contains("\"explanationMethod\":\"TREES\"")));
    assertTrue(stored.stream().anyMatch(line -> line.contains("\"heldOut\":true")));
  }
}
