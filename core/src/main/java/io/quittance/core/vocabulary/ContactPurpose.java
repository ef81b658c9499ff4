package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Why somebody other than the debtor is contacted.
public enum ContactPurpose {
  /// To learn where the debtor lives, works or can be telephoned. Nothing is said of a debt.
  @JsonProperty("location")
  LOCATION,
  /// To speak of the debt.
  @JsonProperty("debt")
  DEBT
}
