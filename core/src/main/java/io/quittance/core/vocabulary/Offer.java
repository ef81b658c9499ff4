package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a contact offers, or to whom the account is routed instead. A contact carries only
/// [#REMINDER], [#PAYMENT_PLAN] or [#SETTLEMENT]; the routes to people come without a contact.
public enum Offer {
  /// No offer: the account is left alone.
  @JsonProperty("none")
  NONE,
  /// Reminds the debtor of the debt.
  @JsonProperty("reminder")
  REMINDER,
  /// Offers to pay in instalments.
  @JsonProperty("payment-plan")
  PAYMENT_PLAN,
  /// Offers to pay less than the balance, within the bounds of the policy.
  @JsonProperty("settlement")
  SETTLEMENT,
  /// Routes the account to people who help in hardship.
  @JsonProperty("hardship-route")
  HARDSHIP_ROUTE,
  /// Routes the account to a specialist: bankruptcy, death, identity theft, vulnerability.
  @JsonProperty("specialist")
  SPECIALIST,
  /// Routes the account to a person who reviews it before anything happens.
  @JsonProperty("human-review")
  HUMAN_REVIEW
}
