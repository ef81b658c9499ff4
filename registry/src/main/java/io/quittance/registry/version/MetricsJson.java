package io.quittance.registry.version;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.core.event.EventCodec;
import java.io.UncheckedIOException;
import java.util.Map;

/// Converts claimed metrics to and from the JSON text of a database column.
final class MetricsJson {

  private static final ObjectMapper JSON = EventCodec.mapper();
  private static final TypeReference<Map<String, Double>> TYPE = new TypeReference<>() {};

  private MetricsJson() {}

  static String write(Map<String, Double> metrics) {
    try {
      return JSON.writeValueAsString(metrics);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, Double> read(String text) {
    try {
      return JSON.readValue(text, TYPE);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
