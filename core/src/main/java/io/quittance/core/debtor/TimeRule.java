package io.quittance.core.debtor;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule that time alone satisfies: it moves the beginning of a window, and may end one.
public sealed interface TimeRule
    permits AllowedHours,
        OutsideWeeklyWindows,
        WeeklyOpeningHours,
        TimeRule.NotBefore,
        TimeRule.Before,
        TimeRule.NotBeforeExcept {

  /// The first allowed instant that is not before `from`; null when there is none in reach.
  @Nullable Instant nextAllowed(Instant from);

  /// An instant up to which all after the allowed instant `from` are allowed: the first that is
  /// not, where it is in reach; null when all are.
  @Nullable Instant allowedUntil(Instant from);

  /// From an instant on.
  ///
  /// @param instant null when there is no such instant
  record NotBefore(@Nullable Instant instant) implements TimeRule {
    @Override
    public @Nullable Instant nextAllowed(Instant from) {
      return instant == null || instant.isAfter(from) ? instant : from;
    }

    @Override
    public @Nullable Instant allowedUntil(Instant from) {
      return null;
    }
  }

  /// A stretch of time.
  ///
  /// @param from inclusive
  /// @param to exclusive
  record Span(Instant from, Instant to) {}

  /// From an instant on, and in some stretches before it.
  ///
  /// @param instant null when there is no such instant
  record NotBeforeExcept(@Nullable Instant instant, List<Span> exempt) implements TimeRule {
    @Override
    public @Nullable Instant nextAllowed(Instant from) {
      Instant next = instant == null || instant.isAfter(from) ? instant : from;
      for (Span span : exempt) {
        if (span.to().isAfter(from)) {
          next = earlier(next, span.from().isAfter(from) ? span.from() : from);
        }
      }
      return next;
    }

    @Override
    public @Nullable Instant allowedUntil(Instant from) {
      Instant end = from;
      for (boolean grown = true; grown; ) {
        grown = false;
        if (instant != null && !instant.isAfter(end)) {
          return null;
        }
        for (Span span : exempt) {
          if (!span.from().isAfter(end) && span.to().isAfter(end)) {
            end = span.to();
            grown = true;
          }
        }
      }
      return end;
    }
  }

  /// Before an instant.
  record Before(Instant instant) implements TimeRule {
    @Override
    public @Nullable Instant nextAllowed(Instant from) {
      return from.isBefore(instant) ? from : null;
    }

    @Override
    public Instant allowedUntil(Instant from) {
      return instant;
    }
  }

  /// The earlier of two instants, where null is never.
  static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null) {
      return other;
    }
    return other == null || one.isBefore(other) ? one : other;
  }
}
