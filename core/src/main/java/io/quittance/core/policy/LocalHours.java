package io.quittance.core.policy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Instants whose local time lies in [opens, closes) in every zone. Right across changes of the
/// clocks, also where one falls into the opening or closing hour.
record LocalHours(LocalTime opens, LocalTime closes, List<ZoneId> zones) implements TimeRule {

  /// A step moves on by about a day. Zones whose hours do not meet in this many do not meet.
  private static final int MAX_STEPS = 128;

  @Override
  public @Nullable Instant next(Instant from) {
    if (zones.isEmpty()) {
      return null;
    }
    Instant at = from;
    for (int step = 0; step < MAX_STEPS; step++) {
      Instant before = at;
      for (ZoneId zone : zones) {
        at = open(at, zone.getRules());
      }
      if (at.equals(before)) {
        return at;
      }
    }
    return null;
  }

  @Override
  public Optional<Instant> end(Instant from) {
    return zones.stream().map(zone -> close(from, zone.getRules())).min(Instant::compareTo);
  }

  private boolean allows(Instant at, ZoneRules rules) {
    LocalTime time = local(at, rules).toLocalTime();
    return !time.isBefore(opens) && time.isBefore(closes);
  }

  /// The first allowed instant of a zone from an instant on: now, or the next opening time, or the
  /// moment the clocks jump into the allowed hours, whichever comes first.
  private Instant open(Instant from, ZoneRules rules) {
    if (allows(from, rules)) {
      return from;
    }
    LocalDateTime now = local(from, rules);
    boolean today = now.toLocalTime().isBefore(opens);
    LocalDateTime opening = now.toLocalDate().plusDays(today ? 0 : 1).atTime(opens);
    Instant next = notBefore(opening, from, rules);
    ZoneOffsetTransition change = rules.nextTransition(from);
    boolean jumpsIn =
        change != null && change.getInstant().isBefore(next) && allows(change.getInstant(), rules);
    return jumpsIn ? change.getInstant() : next;
  }

  /// The first instant after an allowed one that is not: the closing time, or the moment the clocks
  /// jump out of the allowed hours.
  private Instant close(Instant from, ZoneRules rules) {
    LocalDateTime closing = local(from, rules).toLocalDate().atTime(closes);
    Instant next = notBefore(closing, from, rules);
    ZoneOffsetTransition change = rules.nextTransition(from);
    boolean jumpsOut =
        change != null && change.getInstant().isBefore(next) && !allows(change.getInstant(), rules);
    return jumpsOut ? change.getInstant() : next;
  }

  /// The first instant, not before another, at which clocks show a local time; in a gap the moment
  /// of the jump.
  private static Instant notBefore(LocalDateTime local, Instant from, ZoneRules rules) {
    ZoneOffsetTransition change = rules.getTransition(local);
    if (change != null && change.isGap()) {
      return change.getInstant();
    }
    for (ZoneOffset offset : rules.getValidOffsets(local)) {
      Instant instant = local.toInstant(offset);
      if (!instant.isBefore(from)) {
        return instant;
      }
    }
    return local.plusDays(1).toInstant(rules.getOffset(local.plusDays(1)));
  }

  private static LocalDateTime local(Instant at, ZoneRules rules) {
    return LocalDateTime.ofEpochSecond(at.getEpochSecond(), at.getNano(), rules.getOffset(at));
  }
}
