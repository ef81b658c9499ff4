package io.quittance.scoring.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Why an account is no candidate, the first that holds.
public enum ExclusionReason {
  /// It has left collection.
  @JsonProperty("closed")
  CLOSED,
  /// No model served: there are no values to compare.
  @JsonProperty("no-values")
  NO_VALUES,
  /// It goes to people.
  @JsonProperty("routed")
  ROUTED,
  /// Its debtor belongs to the group that is not contacted, for measurement.
  @JsonProperty("held-out")
  HELD_OUT,
  /// Its debtor is likely to pay without being asked.
  @JsonProperty("self-cure")
  SELF_CURE,
  /// No contact gains what the policy demands.
  @JsonProperty("no-gain")
  NO_GAIN,
  /// No contact was drawn at random, for measurement.
  @JsonProperty("explored-no-contact")
  EXPLORED_NO_CONTACT,
  /// Every contact is blocked.
  @JsonProperty("nothing-permitted")
  NOTHING_PERMITTED,
  /// What is permitted is so on another day only.
  @JsonProperty("another-day")
  ANOTHER_DAY,
  /// Its amounts are of another currency.
  @JsonProperty("other-currency")
  OTHER_CURRENCY
}
