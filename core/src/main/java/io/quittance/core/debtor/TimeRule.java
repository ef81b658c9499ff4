package io.quittance.core.debtor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A rule that time alone satisfies: it moves the beginning of a window, and may end one.
public sealed interface TimeRule
    permits LocalHours, LocalWeek, TimeRule.NotBefore, TimeRule.Before {

  /// The first allowed instant that is not before `from`; null when there is none in reach.
  @Nullable Instant next(Instant from);

  /// An instant up to which all after the allowed instant `from` are allowed: the first that is
  /// not, where it is in reach; null when all are.
  @Nullable Instant end(Instant from);

  /// From an instant on.
  ///
  /// @param free null when there is no such instant
  record NotBefore(@Nullable Instant free) implements TimeRule {
    @Override
    public @Nullable Instant next(Instant from) {
      return free == null || free.isAfter(from) ? free : from;
    }

    @Override
    public @Nullable Instant end(Instant from) {
      return null;
    }
  }

  /// Before an instant.
  record Before(Instant closes) implements TimeRule {
    @Override
    public @Nullable Instant next(Instant from) {
      return from.isBefore(closes) ? from : null;
    }

    @Override
    public Instant end(Instant from) {
      return closes;
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
