package io.quittance.core.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Reads JSON as trees and writes values as JSON, in the order in which they name their fields.
/// Stateless; safe for concurrent use.
///
/// Values that travel between services go through [io.quittance.core.event.EventCodec], values
/// whose bytes count through [CanonicalJson].
public final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /// Returns a value as JSON on one line.
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the value cannot be written as JSON", e);
    }
  }

  /// Returns a value as JSON in UTF-8.
  public static byte[] bytes(Object value) {
    return line(value).getBytes(StandardCharsets.UTF_8);
  }

  /// Returns a value as indented JSON.
  public static String indented(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the value cannot be written as JSON", e);
    }
  }

  /// Returns a value as a tree.
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /// Returns an object without fields.
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// Reads one tree; a missing node when there is nothing but white space.
  ///
  /// @throws JsonProcessingException when the text is not JSON
  public static JsonNode read(String json) throws JsonProcessingException {
    return MAPPER.readTree(json);
  }

  /// Reads one tree from UTF-8; a missing node when there is nothing but white space.
  ///
  /// @throws IOException when the bytes are not JSON
  public static JsonNode read(byte[] json) throws IOException {
    return MAPPER.readTree(json);
  }
}
