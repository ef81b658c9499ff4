package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Where a contact reaches the debtor.
public enum Place {
  /// At home.
  @JsonProperty("home")
  HOME,
  /// On a mobile telephone.
  @JsonProperty("mobile")
  MOBILE,
  /// At the place of work.
  @JsonProperty("work")
  WORK,
  /// Anywhere else.
  @JsonProperty("other")
  OTHER
}
