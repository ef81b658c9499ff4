package io.quittance.core.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A rule that time alone satisfies: it moves the beginning of a window, and may end one.
sealed interface TimeRule permits LocalHours, TimeRule.Cap, TimeRule.Pause, TimeRule.Spacing {

  /// The first allowed instant that is not before `from`; null when there is none in reach.
  @Nullable Instant next(Instant from);

  /// The first instant after the allowed instant `from` that is not allowed; empty when none is.
  Optional<Instant> end(Instant from);

  /// The rule that a limit amounts to for a debtor; empty for limits that time does not satisfy.
  static Optional<TimeRule> of(Limit limit, DebtorFacts facts) {
    return switch (limit) {
      case Limit.QuietHours l -> Optional.of(new LocalHours(l.opens(), l.closes(), facts.zones()));
      case Limit.AttemptCap l ->
          Optional.of(new Cap(l.max(), l.window(), facts.calls(l.scope(), l.uncounted())));
      case Limit.AfterConversation l ->
          Optional.of(new Pause(l.days(), facts.conversations(l.scope()), facts.zones()));
      case Limit.Cadence l ->
          Optional.of(
              new Spacing(
                  l.minGap(), l.maxPerDay(), facts.calls(l.scope(), Set.of()), facts.zones()));
      case Limit.RefusedChannel _, Limit.ValidationAndDispute _ -> Optional.empty();
      case Limit.StopStatus _, Limit.UnknownInput _ -> Optional.empty();
    };
  }

  /// Fewer than `max` calls in the window that ends here.
  record Cap(int max, Duration window, List<Instant> calls) implements TimeRule {
    @Override
    public Instant next(Instant from) {
      if (calls.size() < max) {
        return from;
      }
      Instant free = calls.get(calls.size() - max).plus(window);
      return free.isAfter(from) ? free : from;
    }

    @Override
    public Optional<Instant> end(Instant from) {
      return Optional.empty();
    }
  }

  /// From the local date of a conversation, as day 1, `days` days without a call: in every zone.
  record Pause(int days, List<Instant> conversations, List<ZoneId> zones) implements TimeRule {
    @Override
    public @Nullable Instant next(Instant from) {
      if (conversations.isEmpty()) {
        return from;
      }
      if (zones.isEmpty()) {
        return null;
      }
      Instant last = conversations.getLast();
      Instant free = zones.stream().map(zone -> free(last, zone)).max(Instant::compareTo).get();
      return free.isAfter(from) ? free : from;
    }

    private Instant free(Instant conversation, ZoneId zone) {
      LocalDate date = conversation.atZone(zone).toLocalDate();
      return date.plusDays(days).atStartOfDay(zone).toInstant();
    }

    @Override
    public Optional<Instant> end(Instant from) {
      return Optional.empty();
    }
  }

  /// At least `minGap` after every known call, and fewer than `maxPerDay` on the local date.
  record Spacing(Duration minGap, int maxPerDay, List<Instant> calls, List<ZoneId> zones)
      implements TimeRule {
    @Override
    public @Nullable Instant next(Instant from) {
      if (calls.isEmpty()) {
        return from;
      }
      if (zones.isEmpty()) {
        return null;
      }
      Instant gap = calls.getLast().plus(minGap);
      Instant free = gap.isAfter(from) ? gap : from;
      while (true) {
        Instant at = free;
        Instant later =
            zones.stream().map(zone -> dayWithRoom(at, zone)).max(Instant::compareTo).get();
        if (!later.isAfter(free)) {
          return free;
        }
        free = later;
      }
    }

    private Instant dayWithRoom(Instant at, ZoneId zone) {
      LocalDate date = at.atZone(zone).toLocalDate();
      long made = calls.stream().filter(c -> c.atZone(zone).toLocalDate().equals(date)).count();
      return made < maxPerDay ? at : date.plusDays(1).atStartOfDay(zone).toInstant();
    }

    @Override
    public Optional<Instant> end(Instant from) {
      return Optional.empty();
    }
  }

  /// The earliest of the ends.
  static Optional<Instant> firstEnd(Stream<TimeRule> rules, Instant from) {
    return rules.flatMap(rule -> rule.end(from).stream()).min(Instant::compareTo);
  }
}
