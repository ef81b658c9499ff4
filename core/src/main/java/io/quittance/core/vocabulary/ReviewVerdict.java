package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Outcome of a human review.
public enum ReviewVerdict {
  /// Automatic treatment may resume.
  @JsonProperty("resume")
  RESUME,
  /// People treat the account; there is no automatic contact.
  @JsonProperty("hold")
  HOLD,
  /// The proposed measure is approved.
  @JsonProperty("approve")
  APPROVE,
  /// The proposed measure is declined.
  @JsonProperty("decline")
  DECLINE
}
