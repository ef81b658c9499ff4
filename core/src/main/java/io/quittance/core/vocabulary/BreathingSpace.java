package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A moratorium of the Debt Respite Scheme Regulations 2020 (England and Wales).
public enum BreathingSpace {
  /// Sixty days.
  @JsonProperty("standard")
  STANDARD,
  /// As long as the crisis treatment lasts, and thirty days more.
  @JsonProperty("mental-health-crisis")
  MENTAL_HEALTH_CRISIS
}
