package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A way to reach a debtor.
public enum Channel {
  @JsonProperty("call")
  CALL,
  @JsonProperty("sms")
  SMS,
  @JsonProperty("email")
  EMAIL,
  @JsonProperty("letter")
  LETTER
}
