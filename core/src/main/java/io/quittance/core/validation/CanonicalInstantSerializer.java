package io.quittance.core.validation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.quittance.core.text.InstantText;
import java.io.IOException;
import java.time.Instant;

/// Writes an instant as [InstantText] does. Thread-safe.
public final class CanonicalInstantSerializer extends StdScalarSerializer<Instant> {

  private static final long serialVersionUID = 1L;

  /// Creates the serializer.
  public CanonicalInstantSerializer() {
    super(Instant.class);
  }

  @Override
  public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeString(InstantText.of(value));
  }
}
