package io.quittance.registry.version;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quittance.core.text.WireNames;

/// State of a version. [Lifecycle] defines the transitions.
public enum VersionState {
  /// Registered, not yet judged by the gate.
  CANDIDATE,
  /// Passed the gate; awaits approval by people.
  VALIDATED,
  /// Scores the same rows as the champion; nobody acts on its scores.
  SHADOW,
  /// Serves a share of the accounts.
  CHALLENGER,
  /// Serves.
  CHAMPION,
  /// Was champion before.
  RETIRED,
  /// Failed the gate or was declined by a person. Final.
  REJECTED;

  /// Returns the name in JSON and in metrics.
  @JsonValue
  public String text() {
    return WireNames.of(this);
  }

  /// Returns whether people may still approve or decline it.
  public boolean isOpen() {
    return switch (this) {
      case VALIDATED, SHADOW, CHALLENGER -> true;
      case CANDIDATE, CHAMPION, RETIRED, REJECTED -> false;
    };
  }
}
