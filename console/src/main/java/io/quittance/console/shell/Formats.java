package io.quittance.console.shell;

import io.quarkus.qute.TemplateExtension;
import io.quittance.console.remote.Services;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Numbers, times and addresses as pages show them.
@TemplateExtension
public final class Formats {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Formats() {}

  /// Returns an instant such as `2 Mar 2026 15:41 UTC`.
  public static String shown(Instant at) {
    return TIME.format(at);
  }

  /// Returns the day of an instant, in UTC: `2 Mar 2026`.
  public static String day(Instant at) {
    return DAY.format(at);
  }

  /// Returns a whole number with its thousands apart: `9,210`.
  public static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// Returns a text as one part of an address.
  public static String part(String text) {
    return Services.part(text);
  }

  /// Returns a duration in its largest unit: `4 d`, `3 h`, `12 min`.
  public static String age(Duration age) {
    if (age.toDays() > 0) {
      return age.toDays() + " d";
    }
    return age.toHours() > 0 ? age.toHours() + " h" : Math.max(0, age.toMinutes()) + " min";
  }

  /// Returns a figure with three digits after the point, such as `0.741`.
  public static String figure(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
