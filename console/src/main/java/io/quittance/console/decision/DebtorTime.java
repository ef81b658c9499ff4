package io.quittance.console.decision;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.DecisionMade.ActionValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/// Times of contact in the debtor's zone, as far as the decision tells it, else in UTC; always with
/// the zone.
///
/// @param zone the zone
record DebtorTime(ZoneId zone) {

  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("d MMM HH:mm zzz", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm zzz", Locale.ENGLISH);

  /// Returns the zone that a blocked action of the decision names.
  static DebtorTime of(DecisionMade decision) {
    return decision.actions().stream()
        .map(ActionValue::nextPermitted)
        .filter(Objects::nonNull)
        .map(DebtorTime::zoneOf)
        .findFirst()
        .map(DebtorTime::new)
        .orElseGet(() -> new DebtorTime(ZoneOffset.UTC));
  }

  private static ZoneId zoneOf(String zoned) {
    try {
      return ZonedDateTime.parse(zoned).getZone();
    } catch (DateTimeException _) {
      return ZoneOffset.UTC;
    }
  }

  /// Returns `5 Mar 08:00 CST`.
  String at(Instant instant) {
    return clean(FULL.format(instant.atZone(zone)));
  }

  /// Returns `2 Mar 09:41 to 19:00 CST`, or with both days where they differ.
  String window(Instant from, Instant to) {
    ZonedDateTime begin = from.atZone(zone);
    ZonedDateTime end = to.atZone(zone);
    boolean sameDay =
        begin.toLocalDate().equals(end.toLocalDate()) && begin.getOffset().equals(end.getOffset());
    return sameDay
        ? DAY_AND_TIME.format(begin) + " to " + clean(TIME.format(end))
        : at(from) + " to " + at(to);
  }

  /// The JDK calls the offset of UTC `Z`.
  private static String clean(String text) {
    return text.endsWith(" Z") ? text.substring(0, text.length() - 1) + "UTC" : text;
  }
}
