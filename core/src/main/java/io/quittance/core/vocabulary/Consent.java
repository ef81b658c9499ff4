package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What the debtor has said about a channel. Unknown is not consent: rules fail closed on it.
public enum Consent {
  @JsonProperty("granted")
  GRANTED,
  @JsonProperty("refused")
  REFUSED,
  @JsonProperty("unknown")
  UNKNOWN
}
