package io.quittance.core.contact;

import io.quittance.core.pack.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the first window that all time rules allow. Not thread-safe.
final class WindowSearch {

  private static final int MAX_STEPS = 1_000;

  private final List<BindingRules.TimedRule> rules;
  private final Duration longest;
  private final Duration minimum;
  private @Nullable Rule lastMovedBy;

  /// @param longest greatest length of a window; longer ones are cut
  /// @param minimum least length of a window; shorter ones are skipped
  WindowSearch(List<BindingRules.TimedRule> rules, Duration longest, Duration minimum) {
    this.rules = rules;
    this.longest = longest;
    this.minimum = minimum;
  }

  /// Returns the first window that begins at `from` or later and lies before `limit`; null when
  /// there is none.
  @Nullable ContactWindow first(Instant from, Instant limit) {
    Instant start = from;
    for (int step = 0; step < MAX_STEPS && start.isBefore(limit); step++) {
      Instant moved = nextCandidate(start);
      if (moved == null) {
        return null;
      }
      if (moved.isAfter(start)) {
        start = moved;
        continue;
      }
      Instant end = allowedUntil(start, limit);
      if (Duration.between(start, end).compareTo(minimum) >= 0) {
        return new ContactWindow(start, end);
      }
      start = end;
    }
    return null;
  }

  /// Returns the rule that last moved the beginning of a window; null when none has.
  @Nullable Rule lastMovedBy() {
    return lastMovedBy;
  }

  /// Returns until when all rules allow a contact, from an allowed instant on.
  Instant allowedUntil(Instant start, Instant limit) {
    Instant cut = start.plus(longest);
    Instant end = cut.isBefore(limit) ? cut : limit;
    for (BindingRules.TimedRule timed : rules) {
      Instant closes = timed.time().allowedUntil(start);
      if (closes != null && closes.isBefore(end)) {
        end = closes;
      }
    }
    return end;
  }

  /// Returns the instant itself when all rules allow it, or else the next instant that the first
  /// blocking rule allows; null when it allows none.
  private @Nullable Instant nextCandidate(Instant start) {
    for (BindingRules.TimedRule timed : rules) {
      Instant next = timed.time().nextAllowed(start);
      if (next == null || next.isAfter(start)) {
        lastMovedBy = timed.rule();
        return next;
      }
    }
    return start;
  }
}
