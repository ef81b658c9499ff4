package io.quittance.core.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the first window that all time rules allow.
///
/// @param rules by the rule of the pack they come from, in the pack's order
record WindowSearch(Map<Rule, TimeRule> rules, Duration horizon, Duration minimum) {

  private static final int MAX_STEPS = 1_000;

  /// A window, or the rules that let none begin within the horizon.
  sealed interface Result {
    record Found(ContactWindow window) implements Result {}

    record Blocked(List<Release> by) implements Result {}
  }

  /// A rule that blocks, and when it stops; null when no instant is known.
  record Release(Rule rule, @Nullable Instant until) {}

  Result search(Instant from) {
    Instant latest = from.plus(horizon);
    List<Release> blocking = new ArrayList<>();
    rules.forEach(
        (rule, time) -> {
          Instant next = time.next(from);
          if (next == null || next.isAfter(latest)) {
            blocking.add(new Release(rule, next));
          }
        });
    return blocking.isEmpty() ? together(from, latest) : new Result.Blocked(blocking);
  }

  /// Each rule alone lets a window begin in time; all of them together may not.
  private Result together(Instant from, Instant latest) {
    Instant start = from;
    @Nullable Rule last = null;
    for (int step = 0; step < MAX_STEPS; step++) {
      Optional<Release> moved = move(start);
      if (moved.isPresent()) {
        last = moved.get().rule();
        @Nullable Instant next = moved.get().until();
        if (next == null) {
          break;
        }
        start = next;
        continue;
      }
      Instant longest = start.plus(horizon);
      Instant end =
          TimeRule.firstEnd(rules.values().stream(), start)
              .filter(longest::isAfter)
              .orElse(longest);
      if (Duration.between(start, end).compareTo(minimum) >= 0) {
        return start.isAfter(latest) && last != null
            ? new Result.Blocked(List.of(new Release(last, start)))
            : new Result.Found(new ContactWindow(start, end));
      }
      start = end;
    }
    return new Result.Blocked(
        List.of(new Release(last == null ? rules.keySet().iterator().next() : last, null)));
  }

  /// The first rule that does not allow an instant, and the next instant that it does.
  private Optional<Release> move(Instant start) {
    for (Map.Entry<Rule, TimeRule> entry : rules.entrySet()) {
      Instant next = entry.getValue().next(start);
      if (next == null || next.isAfter(start)) {
        return Optional.of(new Release(entry.getKey(), next));
      }
    }
    return Optional.empty();
  }
}
