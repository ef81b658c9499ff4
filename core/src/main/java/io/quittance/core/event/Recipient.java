package io.quittance.core.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/// To whom a contact was addressed.
public enum Recipient {
  @JsonProperty("debtor")
  DEBTOR,
  @JsonProperty("attorney")
  ATTORNEY
}
