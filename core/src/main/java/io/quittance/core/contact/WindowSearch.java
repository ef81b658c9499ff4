package io.quittance.core.contact;

import io.quittance.core.pack.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the first window that all rules of time allow.
final class WindowSearch {

  private static final int MAX_STEPS = 1_000;

  private final List<BoundRules.Timed> rules;
  private final Duration longest;
  private final Duration minimum;
  private @Nullable Rule last;

  /// @param longest windows are cut to this length
  /// @param minimum shorter windows are passed over
  WindowSearch(List<BoundRules.Timed> rules, Duration longest, Duration minimum) {
    this.rules = rules;
    this.longest = longest;
    this.minimum = minimum;
  }

  /// The first window that begins at an instant or later; it lies before `limit`.
  @Nullable ContactWindow first(Instant from, Instant limit) {
    Instant start = from;
    for (int step = 0; step < MAX_STEPS && start.isBefore(limit); step++) {
      Instant moved = move(start);
      if (moved == null) {
        return null;
      }
      if (moved.isAfter(start)) {
        start = moved;
        continue;
      }
      Instant end = end(start, limit);
      if (Duration.between(start, end).compareTo(minimum) >= 0) {
        return new ContactWindow(start, end);
      }
      start = end;
    }
    return null;
  }

  /// The rule that last moved the beginning of a window; null when none has.
  @Nullable Rule last() {
    return last;
  }

  /// How long all rules allow a contact from an allowed instant on.
  Instant end(Instant start, Instant limit) {
    Instant cut = start.plus(longest);
    Instant end = cut.isBefore(limit) ? cut : limit;
    for (BoundRules.Timed timed : rules) {
      Instant closes = timed.time().end(start);
      if (closes != null && closes.isBefore(end)) {
        end = closes;
      }
    }
    return end;
  }

  /// The instant itself when all rules allow it, else the next that the first rule which does not
  /// allows; null when it allows none.
  private @Nullable Instant move(Instant start) {
    for (BoundRules.Timed timed : rules) {
      Instant next = timed.time().next(start);
      if (next == null || next.isAfter(start)) {
        last = timed.rule();
        return next;
      }
    }
    return start;
  }
}
