package io.quittance.core.validation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Validation of the fields that all records share. Each method returns its argument, or throws
/// [InvalidEventException] with a stable code, the field and the rule it breaks. Stateless; safe
/// for concurrent use.
public final class Check {

  /// Ten trillion minor units: larger than any debt, small enough that no sum overflows a long.
  static final long MAX_MINOR_UNITS = 10_000_000_000_000L;

  /// Longest text of a record, in characters.
  static final int MAX_TEXT = 4_096;

  private static final IdAlphabet ID = new IdAlphabet("", "._:-", 64);
  private static final IdAlphabet SOURCE = new IdAlphabet("/", "/._:-", 128);
  private static final IdAlphabet EVENT_ID = new IdAlphabet("", "/._:-", 128);
  private static final IdAlphabet NAME = new IdAlphabet("", "._-", 128);
  private static final Pattern JURISDICTION = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");
  private static final int MAX_ZONES = 8;
  private static final int MAX_JURISDICTIONS = 8;

  private Check() {}

  /// Requires an identifier: 1 to 64 letters, digits, `.`, `_`, `:` or `-`, beginning with a letter
  /// or digit.
  public static String id(String field, @Nullable String value) {
    return spelled(field, value, ID, "1 to 64 letters, digits, '.', '_', ':' or '-'");
  }

  /// Requires an identifier as [#id] does, or null.
  public static @Nullable String optionalId(String field, @Nullable String value) {
    return value == null ? null : id(field, value);
  }

  /// Requires an event source: 1 to 128 letters, digits, `/`, `.`, `_`, `:` or `-`, beginning with
  /// a letter, a digit or `/`.
  public static String source(String field, @Nullable String value) {
    return spelled(field, value, SOURCE, "1 to 128 characters of a URI reference");
  }

  /// Requires an event id: 1 to 128 letters, digits, `/`, `.`, `_`, `:` or `-`, beginning with a
  /// letter or digit.
  public static String eventId(String field, @Nullable String value) {
    return spelled(field, value, EVENT_ID, "1 to 128 letters, digits, '/', '.', '_', ':' or '-'");
  }

  /// Requires a name that stands in tables and labels: 1 to 128 letters, digits, `.`, `_` or `-`,
  /// beginning with a letter or digit.
  public static String name(String field, @Nullable String value) {
    return spelled(field, value, NAME, "1 to 128 letters, digits, '.', '_' or '-'");
  }

  /// Requires an ISO 3166 country code, with a subdivision if wanted, such as `US-CA`. Only the
  /// form is checked.
  public static String jurisdiction(String field, @Nullable String value) {
    return matching(field, value, JURISDICTION, "an ISO 3166 code such as US-CA");
  }

  /// Requires a BCP 47 language tag such as `es` or `zh-Hant`, or null. Only the form is checked.
  public static @Nullable String optionalLanguage(String field, @Nullable String value) {
    return value == null
        ? null
        : matching(field, value, LANGUAGE, "a BCP 47 language tag such as es or zh-Hant");
  }

  /// Requires a map whose keys all have a value; null means that nothing is known and gives an
  /// empty map.
  public static @Nullable List<String> optionalJurisdictions(
      String field, @Nullable List<String> value) {
    if (value == null) {
      return null;
    }
    List<String> distinct = distinct(field, value, 1, MAX_JURISDICTIONS);
    distinct.forEach(one -> jurisdiction(field, one));
    return distinct;
  }

  /// Returns a text that any topic, table and file can hold: at most [#MAX_TEXT] characters, none
  /// of them a control character, every surrogate one of a pair.
  public static String text(String field, @Nullable String value) {
    String text = required(field, value);
    if (text.length() > MAX_TEXT) {
      throw new InvalidEventException(
          "invalid-field", field, field + " must not exceed " + MAX_TEXT + " characters");
    }
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (Character.isISOControl(one)) {
        throw new InvalidEventException(
            "invalid-field", field, field + " must not hold control characters");
      }
      if (Character.isSurrogate(one)) {
        if (!Character.isHighSurrogate(one)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw new InvalidEventException(
              "invalid-field", field, field + " must be valid Unicode, without lone surrogates");
        }
        i++;
      }
    }
    return text;
  }

  /// Requires an ISO 4217 currency code that the JDK knows, such as `USD`.
  public static String currency(String field, @Nullable String value) {
    String code = required(field, value);
    try {
      return Currency.getInstance(code).getCurrencyCode();
    } catch (IllegalArgumentException e) {
      throw new InvalidEventException(
          "unknown-currency", field, field + " must be an ISO 4217 code such as USD");
    }
  }

  /// Requires a currency code, unless it is absent.
  public static @Nullable String optionalCurrency(String field, @Nullable String value) {
    return value == null ? null : currency(field, value);
  }

  /// Requires an amount of 0 to ten trillion minor units.
  public static long money(String field, long value) {
    if (value < 0) {
      throw new InvalidEventException(
          "negative-amount", field, field + " must be 0 or more minor units, was " + value);
    }
    return bounded(field, value);
  }

  /// Requires an amount of 1 to ten trillion minor units.
  public static long positiveMoney(String field, long value) {
    if (value <= 0) {
      throw new InvalidEventException(
          "negative-amount", field, field + " must be more than 0 minor units, was " + value);
    }
    return bounded(field, value);
  }

  /// Requires an amount as [#money] does, or null.
  public static @Nullable Long optionalMoney(String field, @Nullable Long value) {
    return value == null ? null : Long.valueOf(money(field, value));
  }

  /// Requires an integer between two bounds, both inclusive.
  public static int range(String field, int value, int low, int high) {
    if (value < low || value > high) {
      throw new InvalidEventException(
          "out-of-range", field, field + " must lie in [" + low + ", " + high + "], was " + value);
    }
    return value;
  }

  /// Requires an instant from 1970 to 9999.
  public static Instant instant(String field, @Nullable Instant value) {
    Instant instant = required(field, value);
    if (instant.isBefore(Instant.EPOCH) || instant.getEpochSecond() > 253_402_300_799L) {
      throw new InvalidEventException(
          "out-of-range", field, field + " must lie between 1970 and 9999");
    }
    return instant;
  }

  /// Requires at most 8 IANA time zones, such as `America/Chicago` or `UTC`; null means none.
  /// Offsets and abbreviations are not accepted.
  public static List<String> zones(String field, @Nullable List<String> value) {
    List<String> zones = value == null ? List.of() : value;
    if (zones.size() > MAX_ZONES) {
      throw new InvalidEventException(
          "out-of-range", field, field + " may name at most " + MAX_ZONES + " zones");
    }
    for (String zone : zones) {
      zone(field, zone);
    }
    return List.copyOf(zones);
  }

  private static void zone(String field, @Nullable String zone) {
    try {
      if (!required(field, zone).contains("/") && !"UTC".equals(zone)) {
        throw new DateTimeException("not a region");
      }
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new InvalidEventException(
          "unknown-time-zone", field, field + " must hold IANA zones such as America/Chicago");
    }
  }

  /// Absent means that nothing is known; a key without a value means nothing at all.
  public static <K extends Enum<K>, V> Map<K, V> withoutNullValues(
      String field, @Nullable Map<K, V> value) {
    if (value == null) {
      return Map.of();
    }
    value.forEach((key, known) -> required(field, known));
    return Map.copyOf(value);
  }

  /// Requires a list of distinct values; null means an empty list.
  public static <T> List<T> distinct(String field, @Nullable List<T> value, int least, int most) {
    List<T> list = value == null ? List.of() : value;
    if (list.size() < least || list.size() > most) {
      throw new InvalidEventException(
          "out-of-range", field, field + " must hold " + least + " to " + most + " values");
    }
    list.forEach(element -> required(field, element));
    if (Set.copyOf(list).size() < list.size()) {
      throw new InvalidEventException("invalid-field", field, field + " must hold each value once");
    }
    return List.copyOf(list);
  }

  /// Requires a value.
  public static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw new InvalidEventException("missing-field", field, field + " is required");
    }
    return value;
  }

  private static long bounded(String field, long value) {
    if (value > MAX_MINOR_UNITS) {
      throw new InvalidEventException(
          "out-of-range", field, field + " must not exceed " + MAX_MINOR_UNITS + " minor units");
    }
    return value;
  }

  private static String spelled(
      String field, @Nullable String value, IdAlphabet alphabet, String wanted) {
    String text = required(field, value);
    if (!alphabet.spells(text)) {
      throw new InvalidEventException("invalid-field", field, field + " must be " + wanted);
    }
    return text;
  }

  private static String matching(
      String field, @Nullable String value, Pattern pattern, String wanted) {
    String text = required(field, value);
    if (!pattern.matcher(text).matches()) {
      throw new InvalidEventException("invalid-field", field, field + " must be " + wanted);
    }
    return text;
  }
}
