package io.quittance.laboratory.table.schema;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalLong;

/// Interprets the text of a cell.
public final class CellText {

  private CellText() {}

  /// Parses a decimal number with an optional sign and exponent. Returns `NaN` when the text is not
  /// a number, and infinity when the number is too large.
  ///
  /// @param decimal the decimal separator
  public static double number(String text, char decimal) {
    if (!isNumber(text, decimal)) {
      return Double.NaN;
    }
    return Double.parseDouble(decimal == '.' ? text : text.replace(decimal, '.'));
  }

  private static boolean isNumber(String text, char decimal) {
    int at = sign(text, 0);
    int whole = digits(text, at);
    int digits = whole - at;
    at = whole;
    if (at < text.length() && text.charAt(at) == decimal) {
      int end = digits(text, at + 1);
      digits += end - at - 1;
      at = end;
    }
    if (digits == 0) {
      return false;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int from = sign(text, at + 1);
      int end = digits(text, from);
      return end > from && end == text.length();
    }
    return at == text.length();
  }

  private static int sign(String text, int at) {
    return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  public static boolean isWhole(String text) {
    int from = sign(text, 0);
    return digits(text, from) == text.length() && text.length() > from;
  }

  /// Returns whether the text spells a value that is not finite: `NaN`, `inf`, `-Infinity` and so
  /// on.
  public static boolean spellsNotFinite(String text) {
    String word = text.toLowerCase(Locale.ROOT).replaceFirst("^[+-]", "");
    return word.equals("nan") || word.equals("inf") || word.equals("infinity");
  }

  /// Returns 1 for true, 0 for false, or `NaN` for neither.
  public static float truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y", "t", "1" -> 1;
      case "false", "no", "n", "f", "0" -> 0;
      default -> Float.NaN;
    };
  }

  /// Returns microseconds since the epoch. Assumes UTC when the text has no offset.
  public static OptionalLong micros(String text) {
    if (text.length() < 10 || !Character.isDigit(text.charAt(0))) {
      return OptionalLong.empty();
    }
    String iso = text.replace(' ', 'T').replaceFirst("([+-]\\d\\d)$", "$1:00");
    try {
      if (text.length() == 10) {
        return of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      boolean offset = iso.endsWith("Z") || iso.substring(10).matches(".*[+-]\\d\\d:?\\d\\d");
      return of(
          offset
              ? OffsetDateTime.parse(iso).toInstant()
              : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong of(Instant instant) {
    return OptionalLong.of(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
  }
}
