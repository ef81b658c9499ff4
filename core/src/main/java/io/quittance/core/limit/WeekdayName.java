package io.quittance.core.limit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DayOfWeek;

/// Reads the day of a week, such as `monday`.
final class WeekdayName extends StdScalarDeserializer<DayOfWeek> {

  private static final long serialVersionUID = 1L;

  WeekdayName() {
    super(DayOfWeek.class);
  }

  @Override
  public DayOfWeek deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    String text = parser.getText();
    for (DayOfWeek day : DayOfWeek.values()) {
      if (wireName(day).equals(text)) {
        return day;
      }
    }
    return (DayOfWeek)
        context.handleWeirdStringValue(DayOfWeek.class, text, "a day such as monday");
  }

  private static String wireName(DayOfWeek day) {
    return day.name().toLowerCase(java.util.Locale.ROOT);
  }
}
