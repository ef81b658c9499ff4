package io.quittance.core.treatment;

import io.quittance.core.account.Fact;
import io.quittance.core.vocabulary.Action;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Tells when a blocked action is permitted next, on the debtor's own clock: the first zone of the
/// account's placement.
final class NextPermitted {

  private final Situation situation;

  NextPermitted(Situation situation) {
    this.situation = situation;
  }

  /// Such as `2026-03-02T08:00-05:00[America/New_York]`; null when the action is permitted, or no
  /// instant or no zone is known.
  @Nullable String of(Action action) {
    Instant next = situation.verdict().next().get(action);
    if (next == null || situation.verdict().permits(action)) {
      return null;
    }
    Fact.Placement placement = situation.context().account().view(situation.at()).placement();
    if (placement == null || placement.timeZones().isEmpty()) {
      return null;
    }
    return next.atZone(ZoneId.of(placement.timeZones().getFirst())).toString();
  }
}
