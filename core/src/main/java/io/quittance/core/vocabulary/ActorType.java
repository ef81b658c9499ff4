package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Who collects the debt. Some rules bind third-party collectors but not a creditor that collects
/// its own debt.
public enum ActorType {
  /// A collector that acts for somebody else or has bought the debt.
  @JsonProperty("third-party")
  THIRD_PARTY,
  /// The creditor to whom the debt was owed from the start.
  @JsonProperty("creditor")
  CREDITOR
}
