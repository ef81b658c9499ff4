package io.quittance.registry.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quittance.core.text.WireNames;

/// What can happen to a version.
public enum LifecycleEvent {
  /// The evidence satisfies the gate.
  GATE_PASSED,
  /// The evidence does not satisfy the gate.
  GATE_FAILED,
  /// A person said no.
  DECLINED,
  /// Made the shadow.
  SHADOWED,
  /// Made the challenger.
  CHALLENGED,
  /// Lost its alias of shadow or challenger.
  WITHDRAWN,
  /// Made the champion.
  PROMOTED,
  /// Another version was promoted in its place.
  SUPERSEDED,
  /// Taken back: the champion before it serves again.
  ROLLED_BACK,
  /// Champion again, since its successor was rolled back.
  RESTORED;

  /// The name in JSON.
  @JsonValue
  public String text() {
    return WireNames.of(this);
  }
}
