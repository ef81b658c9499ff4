package io.quittance.registry.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quittance.core.text.WireNames;

/// Where a version stands in its life. [Lifecycle] says what may follow.
public enum VersionState {
  /// Registered; the gate has not spoken.
  CANDIDATE,
  /// Passed the gate; waits for people.
  VALIDATED,
  /// Scores what the champion scores; nobody sees it.
  SHADOW,
  /// Decides a share of the accounts.
  CHALLENGER,
  /// Decides.
  CHAMPION,
  /// Has been champion.
  RETIRED,
  /// Failed the gate, or a person said no. Final.
  REJECTED;

  /// The name in JSON and in metrics.
  @JsonValue
  public String text() {
    return WireNames.of(this);
  }

  /// Whether people may still speak for or against it.
  public boolean isOpen() {
    return switch (this) {
      case VALIDATED, SHADOW, CHALLENGER -> true;
      case CANDIDATE, CHAMPION, RETIRED, REJECTED -> false;
    };
  }
}
