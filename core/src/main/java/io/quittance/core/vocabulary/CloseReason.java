package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Reason why an account left collection.
public enum CloseReason {
  /// The debt was paid in full.
  @JsonProperty("paid")
  PAID,
  /// The creditor accepted less than the balance.
  @JsonProperty("settled")
  SETTLED,
  /// The creditor took the account back.
  @JsonProperty("recalled")
  RECALLED,
  /// The creditor wrote the debt off.
  @JsonProperty("charged-off")
  CHARGED_OFF
}
