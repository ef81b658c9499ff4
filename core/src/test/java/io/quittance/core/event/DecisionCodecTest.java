package io.quittance.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.core.validation.InvalidEventException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What reads and writes decisions by itself does so as Jackson's general mapper does, which is the
/// oracle.
final class DecisionCodecTest {

  private static final ObjectMapper JSON = EventCodec.mapper();

  private static List<String> decisions() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            DecisionCodecTest.class.getResourceAsStream("/golden/decisions.ndjson"))) {
      return Stream.concat(
              new String(in.readAllBytes(), StandardCharsets.UTF_8).lines(),
              Stream.of(JSON.writeValueAsString(EventExamples.decision())))
          .toList();
    }
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static String general(byte[] data) {
    return told(() -> EventCodec.readGenerally(DecisionMade.class, data));
  }

  private static String own(byte[] data) {
    return told(() -> EventCodec.read(data, DecisionMade.class));
  }

  private static String told(java.util.function.Supplier<DecisionMade> read) {
    try {
      return read.get().toString();
    } catch (InvalidEventException e) {
      return e.code() + " " + e.field() + " " + e.getMessage();
    }
  }

  @Test
  void aDecisionIsWrittenAsByTheGeneralMapper() throws IOException {
    for (String decision : decisions()) {
      DecisionMade read = EventCodec.readGenerally(DecisionMade.class, bytes(decision));

      assertEquals(
          JSON.writeValueAsString(read),
          new String(EventCodec.write(read), StandardCharsets.UTF_8));
    }
  }

  @Test
  void whatIsWrittenIsReadWithoutTheGeneralMapper() throws IOException {
    for (String decision : decisions()) {
      DecisionMade read = EventCodec.canonicalDecision(bytes(decision)).orElseThrow();

      assertEquals(EventCodec.readGenerally(DecisionMade.class, bytes(decision)), read);
    }
  }

  @Test
  void aDocumentOfAnotherFormIsReadOrRefusedAsByTheGeneralMapper() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    int accepted = 0;
    for (String decision : decisions()) {
      for (int i = 0; i < 60; i++) {
        byte[] mutated = bytes(mutated(decision, random));
        String general = general(mutated);
        assertEquals(general, own(mutated));
        accepted += general.startsWith("DecisionMade") ? 1 : 0;
      }
    }
    assertTrue(accepted > 100, "accepted " + accepted);
  }

  /// Changes one or two things: a character, a piece that is left out or repeated, a value of
  /// another type.
  private static String mutated(String json, SplittableRandom random) {
    StringBuilder text = new StringBuilder(json);
    int changes = 1 + random.nextInt(2);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length() - 1);
      int end = at + 1 + random.nextInt(Math.min(12, text.length() - at - 1));
      switch (random.nextInt(5)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, text.substring(at, end));
        case 2 -> text.setCharAt(at, "0159-.eE\"{}[],:tZ \u0001é".charAt(random.nextInt(20)));
        case 3 -> replaceValue(text, at, random);
        default -> swapWithNext(text, at);
      }
    }
    return text.toString();
  }

  private static void replaceValue(StringBuilder text, int from, SplittableRandom random) {
    String[] values = {"null", "1", "-1.5", "1e400", "true", "\"\"", "\"NaN\"", "{}", "[]", "[{}]"};
    int colon = text.indexOf(":", from);
    int end = Math.max(text.indexOf(",", colon), colon + 1);
    if (colon > 0) {
      text.replace(colon + 1, end, values[random.nextInt(values.length)]);
    }
  }

  /// Swaps two neighbours of an object or an array: keys are then no longer in order.
  private static void swapWithNext(StringBuilder text, int from) {
    int first = text.indexOf(",\"", from);
    int second = first < 0 ? -1 : text.indexOf(",\"", first + 1);
    int third = second < 0 ? -1 : text.indexOf(",\"", second + 1);
    if (third > 0) {
      String one = text.substring(first, second);
      String two = text.substring(second, third);
      text.replace(first, third, two + one);
    }
  }

  @Test
  void anUnknownKeyIsIgnoredAndADuplicateRefused() throws IOException {
    String decision = decisions().getFirst();
    ObjectNode more = (ObjectNode) JSON.readTree(decision);
    more.put("aNewKey", 1);

    assertEquals(general(bytes(decision)), own(JSON.writeValueAsBytes(more)));
    assertTrue(
        own(bytes("{\"tenant\":\"a\"," + decision.substring(1))).startsWith("malformed-json"));
  }
}
