package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Why an account left collection.
public enum CloseReason {
  @JsonProperty("paid")
  PAID,
  @JsonProperty("settled")
  SETTLED,
  @JsonProperty("recalled")
  RECALLED,
  @JsonProperty("charged-off")
  CHARGED_OFF
}
