package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What the debtor has said about a channel. Unknown is not consent: rules block when consent is
/// unknown.
public enum Consent {
  /// The debtor agreed to be contacted this way.
  @JsonProperty("granted")
  GRANTED,
  /// The debtor refused to be contacted this way.
  @JsonProperty("refused")
  REFUSED,
  /// Nothing is on record.
  @JsonProperty("unknown")
  UNKNOWN
}
