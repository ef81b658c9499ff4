package io.quittance.messaging.failpoint;

import io.quittance.core.text.WireNames;

/// A gap between two steps that no transaction spans. A process that ends there leaves work half
/// done, and the next one has to finish it.
public enum Failpoint {
  /// The database has new decisions, the topic does not.
  BETWEEN_COMMIT_AND_PUBLISH,
  /// The topic has new decisions, the offsets of their events are not committed.
  BETWEEN_PUBLISH_AND_ACKNOWLEDGEMENT;

  /// Returns the name used in settings, such as `between-commit-and-publish`.
  public String wireName() {
    return WireNames.of(this);
  }
}
