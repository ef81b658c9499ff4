package io.quittance.core.debtor;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule that depends on time alone: it moves the beginning of a window and may end it.
/// Implementations are immutable.
public sealed interface TimeRule
    permits AllowedHours,
        OutsideWeeklyWindows,
        WeeklyOpeningHours,
        TimeRule.NotBefore,
        TimeRule.Before,
        TimeRule.NotBeforeExcept {

  /// Returns the first allowed instant that is not before `from`; null when none is found.
  @Nullable Instant nextAllowed(Instant from);

  /// Returns until when, exclusive, all instants from the allowed instant `from` on are allowed;
  /// null when no end is found.
  @Nullable Instant allowedUntil(Instant from);

  /// Allows every instant from one on.
  ///
  /// @param instant first allowed instant; null when there is none
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

  /// A period.
  ///
  /// @param from inclusive
  /// @param to exclusive
  record Span(Instant from, Instant to) {}

  /// Allows every instant from one on, and those of some periods before it.
  ///
  /// @param instant first instant from which all are allowed; null when there is none
  /// @param exempt periods that are allowed before it
  record NotBeforeExcept(@Nullable Instant instant, List<Span> exempt) implements TimeRule {
    @Override
    public @Nullable Instant nextAllowed(Instant from) {
      Instant next = instant == null || instant.isAfter(from) ? instant : from;
      for (Span span : exempt) {
        if (span.to().isAfter(from)) {
          next = Instants.earlier(next, span.from().isAfter(from) ? span.from() : from);
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

  /// Allows every instant before one.
  ///
  /// @param instant first instant that is not allowed
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
}
