package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What kind of debt an account is, where a rule depends on it. A kind that is not told is unknown:
/// then the rules of every kind hold.
public enum DebtKind {
  /// Consumer credit, such as a credit card or a personal loan.
  @JsonProperty("consumer-credit")
  CONSUMER_CREDIT,
  /// Microfinance loan.
  @JsonProperty("microfinance")
  MICROFINANCE,
  /// Student loan.
  @JsonProperty("student-loan")
  STUDENT_LOAN,
  /// Medical bill.
  @JsonProperty("medical")
  MEDICAL,
  /// Mortgage.
  @JsonProperty("mortgage")
  MORTGAGE,
  /// Vehicle loan or lease.
  @JsonProperty("vehicle")
  VEHICLE,
  /// Bill of a utility.
  @JsonProperty("utility")
  UTILITY,
  /// None of the others.
  @JsonProperty("other")
  OTHER
}
