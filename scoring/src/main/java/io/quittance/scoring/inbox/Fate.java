package io.quittance.scoring.inbox;

/// The fate of a consumed record. Each record has exactly one.
public enum Fate {
  /// It triggered a decision.
  DECIDED,
  /// It changed the state of the account.
  STATE_ONLY,
  /// It was seen before with the same content.
  DUPLICATE,
  /// It was older than what was known and was applied in its place.
  LATE_APPLIED,
  /// It had no effect, for a recorded reason.
  IGNORED,
  /// The stored state of its account cannot be read, so it was set aside on the dead-letter topic.
  /// It may be sent again once the state can be read.
  QUARANTINED,
  /// It broke its contract and went to the dead-letter topic.
  DLQ
}
