package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a contact would say, or whom the account goes to instead. Only [#REMINDER], [#PAYMENT_PLAN]
/// and [#SETTLEMENT] are carried by a contact; the routes to people come with no contact.
public enum Offer {
  @JsonProperty("none")
  NONE,
  @JsonProperty("reminder")
  REMINDER,
  /// To pay in instalments.
  @JsonProperty("payment-plan")
  PAYMENT_PLAN,
  /// To pay less than all, within the bounds of the policy.
  @JsonProperty("settlement")
  SETTLEMENT,
  /// People who help in hardship take over.
  @JsonProperty("hardship-route")
  HARDSHIP_ROUTE,
  /// A specialist takes over: bankruptcy, death, identity theft, vulnerability.
  @JsonProperty("specialist")
  SPECIALIST,
  /// A person looks at the account before anything happens.
  @JsonProperty("human-review")
  HUMAN_REVIEW
}
