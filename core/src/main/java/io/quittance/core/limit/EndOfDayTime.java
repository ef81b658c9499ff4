package io.quittance.core.limit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalTime;

/// Reads a closing time. `24:00` is midnight at the end of the day.
final class EndOfDayTime extends StdScalarDeserializer<LocalTime> {

  private static final long serialVersionUID = 1L;

  EndOfDayTime() {
    super(LocalTime.class);
  }

  @Override
  public LocalTime deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      return (LocalTime) context.handleUnexpectedToken(LocalTime.class, parser);
    }
    String text = parser.getText();
    try {
      return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
    } catch (DateTimeException e) {
      return (LocalTime)
          context.handleWeirdStringValue(LocalTime.class, text, "a local time such as 21:00");
    }
  }
}
