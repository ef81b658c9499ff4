package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// To whom a contact was addressed.
public enum Recipient {
  @JsonProperty("debtor")
  DEBTOR,
  @JsonProperty("attorney")
  ATTORNEY
}
