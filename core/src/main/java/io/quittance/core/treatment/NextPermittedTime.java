package io.quittance.core.treatment;

import io.quittance.core.debtor.LocalClock;
import io.quittance.core.vocabulary.Action;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Tells when a blocked action is next permitted, in the debtor's local time: that of the first
/// zone of the account's placement.
final class NextPermittedTime {

  private final ChoiceInput input;

  NextPermittedTime(ChoiceInput input) {
    this.input = input;
  }

  /// Returns a time such as `2026-03-02T08:00-05:00[America/New_York]`; null when the action is
  /// permitted, or no instant or no zone is known.
  @Nullable String of(Action action) {
    Instant next = input.verdict().next().get(action);
    if (next == null || input.verdict().permits(action)) {
      return null;
    }
    ZoneId zone = LocalClock.zoneOf(input.context().account(), input.at());
    return zone == null ? null : next.atZone(zone).toString();
  }
}
