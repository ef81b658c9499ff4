package io.quittance.core.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a contact would say.
public enum Offer {
  @JsonProperty("none")
  NONE,
  @JsonProperty("reminder")
  REMINDER
}
