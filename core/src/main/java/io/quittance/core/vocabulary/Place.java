package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Where a way of contact reaches the debtor.
public enum Place {
  @JsonProperty("home")
  HOME,
  @JsonProperty("mobile")
  MOBILE,
  @JsonProperty("work")
  WORK,
  @JsonProperty("other")
  OTHER
}
