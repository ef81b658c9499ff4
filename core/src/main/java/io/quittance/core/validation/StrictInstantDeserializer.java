package io.quittance.core.validation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import io.quittance.core.text.InstantText;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/// Reads an instant from ISO 8601 text with an offset. Numbers are rejected, since they could mean
/// seconds or milliseconds.
public final class StrictInstantDeserializer extends StdScalarDeserializer<Instant> {

  private static final long serialVersionUID = 1L;

  /// Creates the deserializer. Thread-safe.
  public StrictInstantDeserializer() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      return (Instant) context.handleUnexpectedToken(Instant.class, parser);
    }
    try {
      return InstantText.parse(parser.getText());
    } catch (DateTimeException e) {
      return (Instant)
          context.handleWeirdStringValue(Instant.class, parser.getText(), "not ISO 8601");
    }
  }
}
