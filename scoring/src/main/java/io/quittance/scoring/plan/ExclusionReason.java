package io.quittance.scoring.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/// First reason an account is excluded from a plan.
public enum ExclusionReason {
  /// It has left collection.
  @JsonProperty("closed")
  CLOSED,
  /// No model served, so there are no values to compare.
  @JsonProperty("no-values")
  NO_VALUES,
  /// It is routed to people.
  @JsonProperty("routed")
  ROUTED,
  /// Its debtor belongs to the group that gets no automatic contact, for measurement.
  @JsonProperty("held-out")
  HELD_OUT,
  /// Its debtor is likely to pay without contact.
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
  /// What the decision permitted is forbidden by what has become known since.
  @JsonProperty("forbidden-since")
  FORBIDDEN_SINCE,
  /// The account is not stored, so nothing tells whether it may be contacted.
  @JsonProperty("account-unknown")
  ACCOUNT_UNKNOWN,
  /// Not all is known about its debtor: a stored state cannot be read, or a fact is set aside.
  @JsonProperty("partly-known")
  PARTLY_KNOWN,
  /// Its decision cannot be read, or the rules fail on it.
  @JsonProperty("cannot-be-judged")
  CANNOT_BE_JUDGED,
  /// Contacts are permitted only on another day.
  @JsonProperty("another-day")
  ANOTHER_DAY,
  /// Its amounts are in another currency.
  @JsonProperty("other-currency")
  OTHER_CURRENCY
}
