package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Addressee of a contact.
public enum Recipient {
  /// The debtor.
  @JsonProperty("debtor")
  DEBTOR,
  /// The debtor's attorney.
  @JsonProperty("attorney")
  ATTORNEY
}
