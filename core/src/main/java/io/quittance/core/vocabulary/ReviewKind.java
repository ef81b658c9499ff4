package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Subject of a human review.
public enum ReviewKind {
  /// Hardship was reported.
  @JsonProperty("hardship")
  HARDSHIP,
  /// Vulnerability was reported.
  @JsonProperty("vulnerability")
  VULNERABILITY,
  /// Bankruptcy, death, identity theft or a debtor who is a minor.
  @JsonProperty("specialist")
  SPECIALIST,
  /// Somebody disagrees with a recommendation.
  @JsonProperty("override")
  OVERRIDE,
  /// Whether to take the debt to court.
  @JsonProperty("legal-referral")
  LEGAL_REFERRAL,
  /// Whether to refuse a payment plan that the debtor proposed.
  @JsonProperty("plan-refusal")
  PLAN_REFUSAL,
  /// Whether to sell the debt.
  @JsonProperty("debt-sale")
  DEBT_SALE
}
