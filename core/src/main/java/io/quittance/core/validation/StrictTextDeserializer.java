package io.quittance.core.validation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads text that any topic, table and file can hold ([Check#text]).
public final class StrictTextDeserializer extends StringDeserializer {

  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable String deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    String text = super.deserialize(parser, context);
    return text == null ? null : Check.text(field(parser), text);
  }

  /// Returns the name of the field; that of the array inside an array.
  private static String field(JsonParser parser) throws IOException {
    String own = parser.currentName();
    if (own != null) {
      return own;
    }
    String outer = parser.getParsingContext().getParent().getCurrentName();
    return outer == null ? "data" : outer;
  }

  /// Reads the keys of maps by the same rule.
  public static final class OfKeys extends KeyDeserializer {

    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return Check.text("a key", key);
    }
  }
}
