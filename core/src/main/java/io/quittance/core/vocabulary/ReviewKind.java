package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a person is asked to look at.
public enum ReviewKind {
  /// Hardship was reported.
  @JsonProperty("hardship")
  HARDSHIP,
  /// Vulnerability was reported.
  @JsonProperty("vulnerability")
  VULNERABILITY,
  /// Bankruptcy, death, stolen identity, a minor.
  @JsonProperty("specialist")
  SPECIALIST,
  /// A recommendation that somebody disagrees with.
  @JsonProperty("override")
  OVERRIDE,
  /// Whether the debt goes to court.
  @JsonProperty("legal-referral")
  LEGAL_REFERRAL,
  /// Whether a plan that the debtor proposes is refused.
  @JsonProperty("plan-refusal")
  PLAN_REFUSAL,
  /// Whether the debt is sold.
  @JsonProperty("debt-sale")
  DEBT_SALE
}
