package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// The kind of a debt, where a rule depends on it. When the kind is unknown, the rules of every
/// kind apply.
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
  /// Utility bill.
  @JsonProperty("utility")
  UTILITY,
  /// Any other debt.
  @JsonProperty("other")
  OTHER
}
