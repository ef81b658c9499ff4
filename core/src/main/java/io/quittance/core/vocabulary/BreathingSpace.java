package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Kind of moratorium under the Debt Respite Scheme Regulations 2020 (England and Wales).
public enum BreathingSpace {
  /// Lasts sixty days.
  @JsonProperty("standard")
  STANDARD,
  /// Lasts as long as the crisis treatment, plus thirty days.
  @JsonProperty("mental-health-crisis")
  MENTAL_HEALTH_CRISIS
}
