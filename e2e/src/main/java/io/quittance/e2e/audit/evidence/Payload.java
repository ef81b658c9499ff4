package io.quittance.e2e.audit.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/// Reads the JSON of records without the platform's code.
public final class Payload {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Payload() {}

  /// @throws IOException when the bytes are not JSON
  public static JsonNode read(byte[] bytes) throws IOException {
    return JSON.readTree(bytes);
  }
}
