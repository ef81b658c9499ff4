package io.quittance.messaging.lifecycle;

/// Why a record of the lifecycle topic is not believed.
enum Refusal {
  /// The record has no signature.
  UNSIGNED("unsigned"),
  /// No trusted key has the id that the record names.
  UNKNOWN_KEY("unknown-key"),
  /// The signature is not that of the trusted key for these bytes.
  BAD_SIGNATURE("bad-signature"),
  /// The key of the record names another model than the snapshot.
  KEY_MISMATCH("key-mismatch"),
  /// What was signed is not a lifecycle snapshot.
  MALFORMED("malformed"),
  /// Value or key of the record are larger than those of any snapshot.
  TOO_LARGE("too-large"),
  /// The snapshot is older than one that is known.
  STALE("stale"),
  /// The record deletes the snapshot.
  DELETED("deleted");

  private final String reason;

  Refusal(String reason) {
    this.reason = reason;
  }

  /// Returns the value of the label `reason`.
  String reason() {
    return reason;
  }
}
