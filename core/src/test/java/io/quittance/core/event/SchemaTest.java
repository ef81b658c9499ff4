package io.quittance.core.event;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.core.validation.InvalidEventException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The published schemas and the records say the same.
class SchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static List<String> types() {
    List<String> types = new ArrayList<>(EventTypes.accountEventTypes().keySet());
    types.addAll(EventTypes.outcomeTypes().keySet());
    types.add(EventTypes.DECISION_MADE);
    types.add(EventTypes.RETRAINING_REQUESTED);
    types.add(EventTypes.MODEL_LIFECYCLE_CHANGED);
    return types;
  }

  @Test
  void everyTypeHasAnExample() {
    assertEquals(new TreeSet<>(types()), new TreeSet<>(EventExamples.all().keySet()));
  }

  @ParameterizedTest
  @MethodSource("types")
  void theExampleSatisfiesItsSchema(String type) throws IOException {
    JsonNode data = JSON.readTree(EventCodec.write(example(type)));

    assertEquals(List.of(), JsonSchemaCheck.faults(schema(type), data));
  }

  @ParameterizedTest
  @MethodSource("types")
  void theSchemaNamesTheFieldsOfTheRecord(String type) throws IOException {
    compare(
        type.equals(EventTypes.DECISION_MADE) ? DecisionDocument.class : example(type).getClass(),
        schema(type));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aFieldIsRequiredExactlyWhenTheCodecDemandsIt(String type) throws IOException {
    JsonNode schema = schema(type);
    TreeSet<String> required = new TreeSet<>();
    schema.get("required").forEach(name -> required.add(name.textValue()));
    ObjectNode data = (ObjectNode) JSON.readTree(EventCodec.write(example(type)));
    for (String field : names(schema)) {
      ObjectNode without = data.deepCopy().without(List.of(field));
      byte[] bytes = JSON.writeValueAsBytes(without);

      if (required.contains(field)) {
        InvalidEventException refused =
            assertThrows(InvalidEventException.class, () -> parse(type, bytes), field);
        assertEquals("missing-field " + field, refused.code() + " " + refused.field());
      } else if (!type.equals(EventTypes.DECISION_MADE)) {
        assertDoesNotThrow(() -> parse(type, bytes), field);
      }
    }
  }

  /// What a schema can express, it refuses like the codec.
  @Test
  void whatTheSchemaRefusesTheCodecRefuses() throws IOException {
    String type = EventTypes.PLACED;
    Map<String, Consumer<ObjectNode>> faults = new LinkedHashMap<>();
    faults.put("account id", o -> o.put("accountId", "a b"));
    faults.put("jurisdiction", o -> o.put("jurisdiction", "usa"));
    faults.put("actor", o -> o.put("actorType", "friend"));
    faults.put("negative", o -> snapshot(o).put("balanceMinor", -1));
    faults.put("fraction", o -> snapshot(o).put("balanceMinor", 1.5));
    faults.put("text for a number", o -> snapshot(o).put("balanceMinor", "1"));
    faults.put("too late", o -> snapshot(o).put("daysPastDue", 10_001));
    faults.put("currency", o -> snapshot(o).put("currency", "usd"));
    faults.put("time", o -> snapshot(o).put("asOf", "yesterday"));
    faults.put("channel", o -> ((ObjectNode) o.get("consents")).put("pigeon", "granted"));
    faults.put("consent", o -> ((ObjectNode) o.get("consents")).put("call", "perhaps"));
    JsonNode schema = schema(type);
    for (Map.Entry<String, Consumer<ObjectNode>> fault : faults.entrySet()) {
      ObjectNode data = (ObjectNode) JSON.readTree(EventCodec.write(example(type)));
      fault.getValue().accept(data);
      byte[] bytes = JSON.writeValueAsBytes(data);

      assertFalse(JsonSchemaCheck.faults(schema, data).isEmpty(), fault.getKey());
      assertThrows(InvalidEventException.class, () -> parse(type, bytes), fault.getKey());
    }
  }

  private static ObjectNode snapshot(ObjectNode placed) {
    return (ObjectNode) placed.get("snapshot");
  }

  private static void compare(Class<?> record, JsonNode schema) {
    TreeSet<String> components = new TreeSet<>();
    for (RecordComponent component : record.getRecordComponents()) {
      components.add(component.getName());
      JsonNode property = schema.path("properties").path(component.getName());
      if (component.getType().isRecord()) {
        compare(component.getType(), property);
      } else if (component.getType().isEnum()) {
        assertEquals(
            JSON.valueToTree(
                Arrays.stream(component.getType().getEnumConstants())
                    .map(constant -> EventCodec.mapper().<JsonNode>valueToTree(constant))
                    .toList()),
            property.get("enum"),
            component.getName());
      }
    }
    assertEquals(components, new TreeSet<>(names(schema)), record.getSimpleName());
  }

  private static List<String> names(JsonNode schema) {
    List<String> names = new ArrayList<>();
    schema.get("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Object example(String type) {
    return EventExamples.of(type);
  }

  private static Object parse(String type, byte[] bytes) {
    if (EventTypes.accountEventTypes().containsKey(type)) {
      return EventCodec.accountEvent(type, bytes);
    } else if (EventTypes.outcomeTypes().containsKey(type)) {
      return EventCodec.outcome(type, bytes);
    }
    return EventCodec.read(bytes, example(type).getClass().asSubclass(Record.class));
  }

  private static JsonNode schema(String type) throws IOException {
    try (InputStream in = SchemaTest.class.getResourceAsStream("/schemas/" + type + ".json")) {
      return JSON.readTree(in);
    }
  }
}
