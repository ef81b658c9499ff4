package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Who collects: rules that bind third-party collectors do not all bind a creditor collecting its
/// own debt.
public enum ActorType {
  @JsonProperty("third-party")
  THIRD_PARTY,
  @JsonProperty("creditor")
  CREDITOR
}
