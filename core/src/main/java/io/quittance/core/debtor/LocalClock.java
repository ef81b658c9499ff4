package io.quittance.core.debtor;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/// What the clocks of a zone show, and when.
public final class LocalClock {

  private LocalClock() {}

  /// What the clocks show at an instant.
  static LocalDateTime reading(Instant at, ZoneRules rules) {
    return LocalDateTime.ofEpochSecond(at.getEpochSecond(), at.getNano(), rules.getOffset(at));
  }

  public static LocalDate date(Instant at, ZoneId zone) {
    return reading(at, zone.getRules()).toLocalDate();
  }

  /// The first instant of a date; in a gap the moment of the jump.
  public static Instant startOf(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).toInstant();
  }

  /// The first instant, not before another, at which clocks show a local time; in a gap the moment
  /// of the jump.
  public static Instant notBefore(LocalDateTime local, Instant from, ZoneRules rules) {
    ZoneOffsetTransition change = rules.getTransition(local);
    if (change == null) {
      Instant instant = local.toInstant(rules.getOffset(local));
      return instant.isBefore(from) ? dayAfter(local, rules) : instant;
    }
    if (change.isGap()) {
      return change.getInstant();
    }
    for (ZoneOffset offset : rules.getValidOffsets(local)) {
      Instant instant = local.toInstant(offset);
      if (!instant.isBefore(from)) {
        return instant;
      }
    }
    return dayAfter(local, rules);
  }

  private static Instant dayAfter(LocalDateTime local, ZoneRules rules) {
    return local.plusDays(1).toInstant(rules.getOffset(local.plusDays(1)));
  }

  /// The moment, after an instant and before another, at which the clocks change; null when they do
  /// not.
  static @Nullable Instant nextTransition(Instant after, Instant before, ZoneRules rules) {
    if (rules.isFixedOffset()) {
      return null;
    }
    ZoneOffsetTransition change = rules.nextTransition(after);
    return change != null && change.getInstant().isBefore(before) ? change.getInstant() : null;
  }
}
