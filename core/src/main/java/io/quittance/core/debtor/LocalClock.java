package io.quittance.core.debtor;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.Fact;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Converts between instants and the local time of a zone. Stateless; safe for concurrent use.
public final class LocalClock {

  /// Zones by id, up to this many: making one from its id is slow, and every decision needs some.
  private static final int MAX_ZONES = 1_000;

  private static final Map<String, ZoneId> ZONES = new ConcurrentHashMap<>();

  private LocalClock() {}

  /// Returns the zone with an id.
  ///
  /// @throws java.time.DateTimeException when there is none
  public static ZoneId zone(String id) {
    ZoneId known = ZONES.get(id);
    if (known != null) {
      return known;
    }
    ZoneId zone = ZoneId.of(id);
    if (ZONES.size() < MAX_ZONES) {
      ZONES.put(id, zone);
    }
    return zone;
  }

  /// Returns the zone in which times are told for an account: the first of its placement, as of an
  /// instant; null when none is known then.
  public static @Nullable ZoneId zoneOf(AccountState account, Instant at) {
    Fact.Placement placement = account.view(at).placement();
    return placement == null || placement.timeZones().isEmpty()
        ? null
        : zone(placement.timeZones().getFirst());
  }

  /// Returns the local time at an instant.
  static LocalDateTime reading(Instant at, ZoneRules rules) {
    return LocalDateTime.ofEpochSecond(at.getEpochSecond(), at.getNano(), rules.getOffset(at));
  }

  /// Returns the local date at an instant.
  public static LocalDate date(Instant at, ZoneId zone) {
    return reading(at, zone.getRules()).toLocalDate();
  }

  /// Returns the first instant of a date; when a gap swallows midnight, the moment of the jump.
  public static Instant startOf(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).toInstant();
  }

  /// Returns when, in the last of the zones, the day begins that a function makes of the local date
  /// of an instant; null without a zone.
  static @Nullable Instant startOf(Instant at, UnaryOperator<LocalDate> day, List<ZoneId> zones) {
    Instant last = null;
    for (ZoneId zone : zones) {
      Instant start = startOf(day.apply(date(at, zone)), zone);
      last = Instants.later(start, last);
    }
    return last;
  }

  /// Returns the first instant, at `from` or later, at which the clocks show a local time; in a
  /// gap, the moment of the jump.
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

  /// Returns the moment between two instants, both exclusive, at which the clocks change; null when
  /// they do not.
  static @Nullable Instant nextTransition(Instant after, Instant before, ZoneRules rules) {
    if (rules.isFixedOffset()) {
      return null;
    }
    ZoneOffsetTransition change = rules.nextTransition(after);
    return change != null && change.getInstant().isBefore(before) ? change.getInstant() : null;
  }
}
