package io.quittance.laboratory.offpolicy;

import io.quittance.laboratory.metric.Estimate;

/// The mean reward of a decision under a policy, as one method estimates it.
///
/// @param value with its interval, per decision, in the unit of the rewards
/// @param standardError robust to dependence within clusters; NaN with a single cluster
public record PolicyEstimate(Method method, Estimate value, double standardError) {}
