package io.quittance.scoring.inbox;

/// What became of a consumed record. Each has exactly one.
public enum Fate {
  /// It caused a decision.
  DECIDED,
  /// It changed what is known of the account.
  STATE_ONLY,
  /// Seen before with the same content.
  DUPLICATE,
  /// It was older than what was known and found its place in the history.
  LATE_APPLIED,
  /// It is of no effect, with a reason.
  IGNORED,
  /// It broke its contract and went to the dead-letter topic.
  DLQ
}
