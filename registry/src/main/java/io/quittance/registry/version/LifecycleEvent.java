package io.quittance.registry.version;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quittance.core.text.WireNames;

/// An event in the life of a version.
public enum LifecycleEvent {
  /// The evidence passed the gate.
  GATE_PASSED,
  /// The evidence did not pass the gate.
  GATE_FAILED,
  /// A person declined it.
  DECLINED,
  /// It became the shadow.
  SHADOWED,
  /// It became the challenger.
  CHALLENGED,
  /// It lost the alias `shadow` or `challenger`.
  WITHDRAWN,
  /// It became the champion.
  PROMOTED,
  /// Another version became champion in its place.
  SUPERSEDED,
  /// Its promotion was rolled back: the previous champion serves again.
  ROLLED_BACK,
  /// It became champion again because its successor was rolled back.
  RESTORED;

  /// Returns the name in JSON.
  @JsonValue
  public String text() {
    return WireNames.of(this);
  }
}
