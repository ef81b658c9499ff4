package io.quittance.laboratory.offpolicy;

import io.quittance.laboratory.metric.Estimate;
import java.util.List;

/// What a log says about a policy.
///
/// @param estimates one for each method, in order
/// @param logged mean reward of the decisions as they were made
/// @param difference DR of the policy less the logged mean
/// @param effectiveSample (Σ w)² / Σ w²: as many rows of the policy itself would tell as much
/// @param largestWeight greatest ratio of the policy's probability to the propensity
/// @param unsupported share of the policy's decisions on actions that the log never takes, in [0,
///   1]
/// @param detectable difference from the logged mean that such a log would find with 80 %
///   probability at a two-sided level of 5 %
/// @param clusters number of clusters
public record OffPolicyReport(
    List<PolicyEstimate> estimates,
    Estimate logged,
    Estimate difference,
    double effectiveSample,
    double largestWeight,
    double unsupported,
    double detectable,
    int clusters,
    Verdict verdict) {

  /// Least effective sample from which anything is said.
  public static final double LEAST_EFFECTIVE_SAMPLE = 200;

  /// Greatest weight up to which anything is said.
  public static final double MOST_WEIGHT = 25;

  /// What may be concluded.
  public enum Verdict {
    /// The policy is better than what was done: the interval of the difference lies above 0.
    BETTER("better than what was done"),
    /// The policy is worse than what was done.
    WORSE("worse than what was done"),
    /// The interval of the difference contains 0.
    NOT_TOLD_APART("not told apart from what was done"),
    /// The policy does what the log hardly ever did.
    CANNOT_BE_KNOWN("cannot be known from these data");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    /// Returns the verdict in words.
    public String words() {
      return words;
    }
  }

  public OffPolicyReport {
    estimates = List.copyOf(estimates);
  }

  /// Returns the estimate of one method.
  public PolicyEstimate of(Method method) {
    return estimates.get(method.ordinal());
  }
}
