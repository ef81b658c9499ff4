package io.quittance.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.core.validation.InvalidEventException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every text of every record, its map keys included, replaced by one that a table or a topic
/// refuses.
class TextsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LONG = "x".repeat(4_097);

  /// One text of a record, to be replaced in place.
  private record Place(String path, JsonNode parent, String name, int index, boolean isKey) {

    void replaceBy(String text) {
      if (isKey) {
        ObjectNode object = (ObjectNode) parent;
        JsonNode value = object.remove(name);
        object.set(text, value);
      } else if (parent instanceof ObjectNode object) {
        object.put(name, text);
      } else {
        ((ArrayNode) parent).set(index, text);
      }
    }
  }

  private static List<Place> places(JsonNode root) {
    List<Place> places = new ArrayList<>();
    collect("", root, places);
    return places;
  }

  private static void collect(String path, JsonNode node, List<Place> places) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String here = path + "/" + field.getKey();
      if (field.getValue().isTextual()) {
        places.add(new Place(here, node, field.getKey(), 0, false));
      }
      if (path.endsWith("/values") || path.endsWith("/versions") || path.endsWith("/consents")) {
        places.add(new Place(here + " (key)", node, field.getKey(), 0, true));
      }
      collect(here, field.getValue(), places);
    }
    for (int i = 0; i < node.size() && node.isArray(); i++) {
      if (node.get(i).isTextual()) {
        places.add(new Place(path + "/" + i, node, "", i, false));
      }
      collect(path + "/" + i, node.get(i), places);
    }
  }

  private static void allAreRefused(String bad) throws IOException {
    int tried = 0;
    for (Map.Entry<String, Object> example : EventExamples.all().entrySet()) {
      byte[] bytes = EventCodec.write(example.getValue());
      int count = places(JSON.readTree(bytes)).size();
      assertFalse(count == 0, example.getKey());
      for (int i = 0; i < count; i++) {
        JsonNode changed = JSON.readTree(bytes);
        Place place = places(changed).get(i);
        place.replaceBy(bad);

        assertThrows(
            InvalidEventException.class,
            () ->
                EventCodec.read(
                    changed.toString().getBytes(UTF_8),
                    example.getValue().getClass().asSubclass(Record.class)),
            example.getKey() + place.path());
        tried++;
      }
    }
    assertTrue(tried > 100, "only " + tried + " texts were tried");
  }

  @ParameterizedTest
  @ValueSource(strings = {"U\\u0000D", "a\\u0007b", "a\\ud800b", "a\\udc00\\ud800", "\\u0085"})
  void aTextThatATableRefusesIsRefusedWhereItEnters(String escaped) throws IOException {
    for (Map.Entry<String, Object> example : EventExamples.all().entrySet()) {
      byte[] bytes = EventCodec.write(example.getValue());
      int count = places(JSON.readTree(bytes)).size();
      for (int i = 0; i < count; i++) {
        JsonNode changed = JSON.readTree(bytes);
        Place place = places(changed).get(i);
        place.replaceBy("@@bad@@");
        String json = changed.toString().replace("@@bad@@", escaped);

        InvalidEventException refused =
            assertThrows(
                InvalidEventException.class,
                () ->
                    EventCodec.read(
                        json.getBytes(UTF_8),
                        example.getValue().getClass().asSubclass(Record.class)),
                example.getKey() + place.path());
        assertFalse(refused.field().isEmpty(), example.getKey() + place.path());
      }
    }
  }

  @Test
  void aTextThatIsTooLongIsRefusedWhereItEnters() throws IOException {
    allAreRefused(LONG);
  }

  @Test
  void aPairOfSurrogatesIsText() {
    RetrainingRequested request = EventExamples.retraining();
    String json =
        new String(EventCodec.write(request), UTF_8)
            .replace("There is no champion.", "\\ud83d\\ude00");

    RetrainingRequested read = EventCodec.read(json.getBytes(UTF_8), RetrainingRequested.class);

    assertEquals(List.of("\uD83D\uDE00"), read.explanation());
  }
}
