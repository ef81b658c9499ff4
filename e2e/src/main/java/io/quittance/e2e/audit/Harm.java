package io.quittance.e2e.audit;

/// The effect of a violation on what the platform promises.
public enum Harm {
  /// A record, a decision or an outcome is missing, or a good record was refused.
  LOST,

  /// A record had its effect twice, or a decision has two contents.
  TWO_EFFECTS,

  /// Decisions of an account are in the wrong order.
  OUT_OF_ORDER,

  /// Anything else that is wrong, such as a label or a decision without an event.
  OTHER
}
