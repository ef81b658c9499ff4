package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a person decided in a review.
public enum ReviewVerdict {
  /// Automatic treatment may go on.
  @JsonProperty("resume")
  RESUME,
  /// People treat the account: no automatic contact.
  @JsonProperty("hold")
  HOLD,
  /// What was proposed is done.
  @JsonProperty("approve")
  APPROVE,
  /// What was proposed is not done.
  @JsonProperty("decline")
  DECLINE
}
