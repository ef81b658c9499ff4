package io.quittance.console.shell;

import io.quittance.core.text.WireNames;

/// A role of the realm that the console knows.
public enum Role {
  VIEWER,
  AGENT,
  SUPERVISOR,
  MODEL_DEVELOPER,
  MODEL_APPROVER,
  AUDITOR,
  OPERATOR;

  /// Returns its name in tokens, such as `model-approver`.
  public String wireName() {
    return WireNames.of(this);
  }
}
