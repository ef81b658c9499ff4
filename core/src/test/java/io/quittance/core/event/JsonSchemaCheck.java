package io.quittance.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Checks a value against the keywords that our schemas use, and complains about any other keyword.
final class JsonSchemaCheck {

  private static final Set<String> NOTES = Set.of("$schema", "$id", "title", "description");

  private final List<String> faults = new ArrayList<>();

  private JsonSchemaCheck() {}

  static List<String> faults(JsonNode schema, JsonNode value) {
    JsonSchemaCheck check = new JsonSchemaCheck();
    check.check("$", schema, value);
    return check.faults;
  }

  private void check(String path, JsonNode schema, JsonNode value) {
    schema
        .properties()
        .forEach(
            keyword -> {
              if (!NOTES.contains(keyword.getKey())
                  && !holds(path, keyword.getKey(), keyword.getValue(), value)) {
                faults.add(path + " " + keyword.getKey());
              }
            });
  }

  private boolean holds(String path, String keyword, JsonNode wanted, JsonNode value) {
    return switch (keyword) {
      case "type" -> isOfType(wanted, value);
      case "enum" -> contains(wanted, value);
      case "const" -> wanted.equals(value);
      case "not" -> !faults(wanted, value).isEmpty();
      case "pattern" -> value.isTextual() && value.textValue().matches(wanted.textValue());
      case "format" -> hasFormat(wanted.textValue(), value);
      case "minimum" -> value.doubleValue() >= wanted.doubleValue();
      case "exclusiveMinimum" -> value.doubleValue() > wanted.doubleValue();
      case "maximum" -> value.doubleValue() <= wanted.doubleValue();
      case "minItems" -> value.size() >= wanted.intValue();
      case "maxItems" -> value.size() <= wanted.intValue();
      case "required" -> hasAll(wanted, value);
      case "properties" -> {
        wanted
            .properties()
            .forEach(
                p -> {
                  if (value.has(p.getKey())) {
                    check(path + "." + p.getKey(), p.getValue(), value.get(p.getKey()));
                  }
                });
        yield true;
      }
      case "items" -> {
        value.forEach(item -> check(path + "[]", wanted, item));
        yield true;
      }
      case "additionalProperties" -> {
        value.forEach(item -> check(path + "{}", wanted, item));
        yield true;
      }
      case "propertyNames" -> {
        value.fieldNames().forEachRemaining(n -> check(path, wanted, TextNode.valueOf(n)));
        yield true;
      }
      default -> throw new AssertionError("keyword " + keyword + " is not checked");
    };
  }

  private static boolean isOfType(JsonNode wanted, JsonNode value) {
    if (wanted.isArray()) {
      for (JsonNode one : wanted) {
        if (isOfType(one, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (wanted.textValue()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new AssertionError("type " + wanted + " is not checked");
    };
  }

  private static boolean contains(JsonNode wanted, JsonNode value) {
    for (JsonNode one : wanted) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasAll(JsonNode wanted, JsonNode value) {
    for (JsonNode one : wanted) {
      if (!value.has(one.textValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasFormat(String format, JsonNode value) {
    try {
      return switch (format) {
        case "date-time" -> Instant.parse(value.asText()).isAfter(Instant.MIN);
        case "uuid" -> UUID.fromString(value.asText()).version() > 0;
        default -> throw new AssertionError("format " + format + " is not checked");
      };
    } catch (RuntimeException e) {
      return false;
    }
  }
}
