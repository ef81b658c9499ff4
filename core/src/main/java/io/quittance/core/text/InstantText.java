package io.quittance.core.text;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Writes and reads instants as ISO 8601 text in UTC, such as `2026-03-02T13:00:00Z`. Every record
/// holds a dozen of them, so the usual form goes without the general formatter of the JDK; whatever
/// else that accepts still goes through it. Stateless and thread-safe.
public final class InstantText {

  private static final int SECONDS = "0000-00-00T00:00:00".length();
  private static final int NANO_DIGITS = 9;
  private static final int NANOS_PER_MICRO = 1_000;
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final long FIRST = LocalDate.of(0, 1, 1).toEpochDay() * 86_400;
  private static final long AFTER_LAST = LocalDate.of(10_000, 1, 1).toEpochDay() * 86_400;

  private InstantText() {}

  /// Returns what [Instant#toString()] returns: seconds, and 0, 3, 6 or 9 digits of a fraction.
  public static String of(Instant instant) {
    long second = instant.getEpochSecond();
    if (second < FIRST || second >= AFTER_LAST) {
      return instant.toString();
    }
    int nanos = instant.getNano();
    int digits = digits(nanos);
    byte[] text = new byte[SECONDS + (digits == 0 ? 0 : digits + 1) + 1];
    LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    put(text, 0, 4, time.getYear());
    text[4] = '-';
    put(text, 5, 2, time.getMonthValue());
    text[7] = '-';
    put(text, 8, 2, time.getDayOfMonth());
    text[10] = 'T';
    put(text, 11, 2, time.getHour());
    text[13] = ':';
    put(text, 14, 2, time.getMinute());
    text[16] = ':';
    put(text, 17, 2, time.getSecond());
    if (digits > 0) {
      text[SECONDS] = '.';
      put(text, SECONDS + 1, digits, nanos / power(NANO_DIGITS - digits));
    }
    text[text.length - 1] = 'Z';
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /// Returns the instant that [Instant#parse] returns.
  ///
  /// @throws DateTimeException when the text is no instant
  public static Instant parse(String text) {
    Instant usual = usual(text);
    return usual == null ? Instant.parse(text) : usual;
  }

  /// Returns the instant of a text in the form that [#of] writes, with up to nine digits of a
  /// fraction; null when it has another form.
  ///
  /// @throws DateTimeException when the text has the form, but there is no such day
  public static @Nullable Instant usual(String text) {
    int end = text.length() - 1;
    if (end < SECONDS || text.charAt(end) != 'Z' || !hasSeparators(text)) {
      return null;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    int nanos = fraction(text, end);
    boolean usual =
        (year | month | day | hour | minute | second | nanos) >= 0
            && hour < 24
            && minute < 60
            && second < 60;
    if (!usual) {
      return null;
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    return Instant.ofEpochSecond(days * 86_400 + hour * 3_600 + minute * 60 + second, nanos);
  }

  private static boolean hasSeparators(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  private static int digits(int nanos) {
    if (nanos == 0) {
      return 0;
    } else if (nanos % NANOS_PER_MILLI == 0) {
      return 3;
    }
    return nanos % NANOS_PER_MICRO == 0 ? 6 : NANO_DIGITS;
  }

  private static int power(int exponent) {
    int power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private static void put(byte[] text, int at, int digits, int number) {
    int rest = number;
    for (int i = at + digits - 1; i >= at; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /// Returns the nanoseconds of the fraction before the end; -1 when it has no plain form.
  private static int fraction(String text, int end) {
    if (end == SECONDS) {
      return 0;
    }
    int digits = end - SECONDS - 1;
    if (text.charAt(SECONDS) != '.' || digits < 1 || digits > NANO_DIGITS) {
      return -1;
    }
    int number = number(text, SECONDS + 1, end);
    return number < 0 ? -1 : number * power(NANO_DIGITS - digits);
  }

  /// Returns a number of decimal digits; -1 when one of them is none.
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
