package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What kind of debt an account is, where a rule depends on it. A kind that is not told is unknown:
/// then the rules of every kind hold.
public enum DebtKind {
  @JsonProperty("consumer-credit")
  CONSUMER_CREDIT,
  @JsonProperty("microfinance")
  MICROFINANCE,
  @JsonProperty("student-loan")
  STUDENT_LOAN,
  @JsonProperty("medical")
  MEDICAL,
  @JsonProperty("mortgage")
  MORTGAGE,
  @JsonProperty("vehicle")
  VEHICLE,
  @JsonProperty("utility")
  UTILITY,
  /// None of the others.
  @JsonProperty("other")
  OTHER
}
