package io.quittance.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fields of a JSON body in the form of protobuf's JSON: unknown fields are ignored, an integer
/// may be a number or a text, a number may be `"NaN"` or `"Infinity"`. Every text has a limit.
///
/// Each accessor refuses a value that breaks its rule with a message that names the field.
public final class Fields {

  private final JsonNode node;
  private final String path;

  private Fields(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /// Reads a body; none is an empty object.
  public static Fields of(@Nullable JsonNode body) {
    JsonNode node =
        body == null || body.isNull() || body.isMissingNode()
            ? JsonNodeFactory.instance.objectNode()
            : body;
    if (!node.isObject()) {
      throw MlflowRefusal.invalid("The body must be a JSON object");
    }
    return new Fields(node, "");
  }

  public boolean has(String field) {
    return node.hasNonNull(field);
  }

  /// Returns a text of 1 to `max` characters.
  public String text(String field, int max) {
    String text = optional(field, max);
    if (text == null || text.isEmpty()) {
      throw MlflowRefusal.invalid(name(field) + " is required");
    }
    return text;
  }

  /// Returns a text of at most `max` characters, empty when it is absent.
  public String textOrEmpty(String field, int max) {
    String text = optional(field, max);
    return text == null ? "" : text;
  }

  /// Returns a text of at most `max` characters; null when it is absent. Numbers are read as text,
  /// as protobuf does not.
  public @Nullable String optional(String field, int max) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual() && !value.isNumber()) {
      throw MlflowRefusal.invalid(name(field) + " must be a text");
    }
    return checked(name(field), value.asText(), max);
  }

  /// Returns an integer that is written as a number or as a text; null when it is absent.
  public @Nullable Long integer(String field) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    try {
      if (value.isTextual()) {
        return Long.parseLong(value.textValue());
      }
    } catch (NumberFormatException e) {
      // refused below, as anything else that is no integer
    }
    throw MlflowRefusal.invalid(name(field) + " must be an integer");
  }

  public long integer(String field, long otherwise) {
    Long value = integer(field);
    return value == null ? otherwise : value;
  }

  /// Returns a number; infinities become the largest finite numbers, as MLflow stores them.
  public double number(String field) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      throw MlflowRefusal.invalid(name(field) + " is required");
    }
    double number = value.isNumber() ? value.doubleValue() : parsed(field, value);
    return Double.isInfinite(number) ? Math.copySign(Double.MAX_VALUE, number) : number;
  }

  private double parsed(String field, JsonNode value) {
    try {
      if (value.isTextual() && value.textValue().length() <= 64) {
        return Double.parseDouble(value.textValue());
      }
    } catch (NumberFormatException e) {
      // refused below, as anything else that is no number
    }
    throw MlflowRefusal.invalid(name(field) + " must be a number");
  }

  public boolean flag(String field, boolean otherwise) {
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? otherwise : value.asBoolean(otherwise);
  }

  /// Returns the objects of a list, none when it is absent.
  public List<Fields> list(String field, int max) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      return List.of();
    }
    if (!value.isArray() || value.size() > max) {
      throw MlflowRefusal.invalid(name(field) + " must be a list of at most " + max + " entries");
    }
    List<Fields> entries = new ArrayList<>(value.size());
    for (int i = 0; i < value.size(); i++) {
      String at = name(field) + "[" + i + "]";
      if (!value.get(i).isObject()) {
        throw MlflowRefusal.invalid(at + " must be an object");
      }
      entries.add(new Fields(value.get(i), at));
    }
    return entries;
  }

  /// Returns an object; null when it is absent.
  public @Nullable Fields object(String field) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isObject()) {
      throw MlflowRefusal.invalid(name(field) + " must be an object");
    }
    return new Fields(value, name(field));
  }

  /// Returns the texts of a list, none when it is absent.
  public List<String> texts(String field, int max, int maxLength) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      return List.of();
    }
    if (!value.isArray() || value.size() > max) {
      throw MlflowRefusal.invalid(name(field) + " must be a list of at most " + max + " entries");
    }
    List<String> texts = new ArrayList<>(value.size());
    for (JsonNode entry : value) {
      if (!entry.isTextual() && !entry.isNumber()) {
        throw MlflowRefusal.invalid(name(field) + " must be a list of texts");
      }
      texts.add(checked(name(field), entry.asText(), maxLength));
    }
    return texts;
  }

  /// Checks a text of a query or a body: its length, and that the database can hold it.
  public static String checked(String name, String text, int max) {
    if (text.length() > max) {
      throw MlflowRefusal.invalid(
          name + " must have at most " + max + " characters, but has " + text.length());
    }
    if (text.indexOf('\0') >= 0) {
      throw MlflowRefusal.invalid(name + " must not contain the character U+0000");
    }
    if (!text.equals(
        new String(
            text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.nio.charset.StandardCharsets.UTF_8))) {
      throw MlflowRefusal.invalid(name + " must be well-formed Unicode");
    }
    return text;
  }

  private String name(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }
}
