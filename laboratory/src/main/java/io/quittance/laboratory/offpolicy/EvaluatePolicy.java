package io.quittance.laboratory.offpolicy;

import io.quittance.laboratory.metric.Estimate;
import io.quittance.laboratory.offpolicy.OffPolicyReport.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Estimates what a policy would have been worth from a log of decisions.
///
/// Standard errors are those of a mean whose rows are dependent within clusters: with the
/// contribution ψᵢ of each row to an estimate v of n rows in C clusters, SE² = C / (C − 1) · Σ over
/// clusters of (Σᵢ (ψᵢ − v))² / n². For SNIPS, ψᵢ − v is wᵢ · (rᵢ − v) / w̄ (delta method).
///
/// The model of the reward must not have seen the cluster that it predicts ([CrossFitRewards]).
/// Stateless and thread-safe.
public final class EvaluatePolicy {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double POWER = 0.8;

  private EvaluatePolicy() {}

  /// Evaluates a policy.
  ///
  /// @param policy probability of each action in each row under the policy; each row sums to 1
  /// @param rewards predicted reward of each action in each row
  /// @param threshold weight above which Switch-DR relies on the model alone, positive
  /// @throws IllegalArgumentException when the numbers of rows or actions differ
  public static OffPolicyReport of(
      DecisionLog log, double[][] policy, double[][] rewards, double threshold) {
    check(log, policy);
    check(log, rewards);
    int n = log.size();
    double[] weights = new double[n];
    double[] direct = new double[n];
    double[] residual = new double[n];
    for (int i = 0; i < n; i++) {
      int taken = log.actions()[i];
      weights[i] = policy[i][taken] / log.propensities()[i];
      for (int a = 0; a < log.actionCount(); a++) {
        direct[i] += policy[i][a] * rewards[i][a];
      }
      residual[i] = log.rewards()[i] - rewards[i][taken];
    }
    List<PolicyEstimate> estimates = new ArrayList<>();
    for (Method method : Method.values()) {
      estimates.add(estimate(log, method, weights, direct, residual, threshold));
    }
    double[] robust = contributions(log, Method.DR, weights, direct, residual, threshold);
    double[] gained = new double[n];
    for (int i = 0; i < n; i++) {
      gained[i] = robust[i] - log.rewards()[i];
    }
    Estimate difference = interval(mean(gained), error(log, centred(gained)));
    double sum = 0;
    double squares = 0;
    double largest = 0;
    for (double weight : weights) {
      sum += weight;
      squares += weight * weight;
      largest = Math.max(largest, weight);
    }
    double effective = squares > 0 ? sum * sum / squares : 0;
    double unsupported = unsupported(log, policy);
    double detectable =
        (z() + NORMAL.inverseCumulativeProbability(POWER)) * error(log, centred(gained));
    return new OffPolicyReport(
        estimates,
        interval(mean(log.rewards()), error(log, centred(log.rewards()))),
        difference,
        effective,
        largest,
        unsupported,
        detectable,
        (int) Arrays.stream(log.clusters()).distinct().count(),
        verdict(difference, effective, largest, unsupported));
  }

  /// Estimates by DR how much more a policy is worth than another one on the same rows.
  ///
  /// @param policy probability of each action in each row under the policy; each row sums to 1
  /// @param reference the same under the other policy
  /// @param rewards predicted reward of each action in each row
  /// @return per decision, in the unit of the rewards
  /// @throws IllegalArgumentException when the numbers of rows or actions differ
  public static Estimate gain(
      DecisionLog log, double[][] policy, double[][] reference, double[][] rewards) {
    check(log, policy);
    check(log, reference);
    check(log, rewards);
    double[] gained = new double[log.size()];
    for (int i = 0; i < gained.length; i++) {
      int taken = log.actions()[i];
      double weight = (policy[i][taken] - reference[i][taken]) / log.propensities()[i];
      gained[i] = weight * (log.rewards()[i] - rewards[i][taken]);
      for (int a = 0; a < log.actionCount(); a++) {
        gained[i] += (policy[i][a] - reference[i][a]) * rewards[i][a];
      }
    }
    return interval(mean(gained), error(log, centred(gained)));
  }

  private static void check(DecisionLog log, double[][] rows) {
    if (rows.length != log.size()) {
      throw new IllegalArgumentException(
          "expected %d rows, got %d".formatted(log.size(), rows.length));
    }
    for (double[] row : rows) {
      if (row.length != log.actionCount()) {
        throw new IllegalArgumentException(
            "expected %d actions, got %d".formatted(log.actionCount(), row.length));
      }
    }
  }

  private static Verdict verdict(
      Estimate difference, double effective, double largest, double unsupported) {
    if (effective < OffPolicyReport.LEAST_EFFECTIVE_SAMPLE
        || largest > OffPolicyReport.MOST_WEIGHT
        || unsupported > 0
        || Double.isNaN(difference.lower())) {
      return Verdict.CANNOT_BE_KNOWN;
    }
    if (difference.lower() > 0) {
      return Verdict.BETTER;
    }
    return difference.upper() < 0 ? Verdict.WORSE : Verdict.NOT_TOLD_APART;
  }

  private static PolicyEstimate estimate(
      DecisionLog log,
      Method method,
      double[] weights,
      double[] direct,
      double[] residual,
      double threshold) {
    double[] rows = contributions(log, method, weights, direct, residual, threshold);
    double value = mean(rows);
    double[] off = centred(rows);
    if (method == Method.SNIPS) {
      double weight = mean(weights);
      value = weight > 0 ? value / weight : Double.NaN;
      for (int i = 0; i < off.length; i++) {
        off[i] = weights[i] * (log.rewards()[i] - value) / weight;
      }
    }
    double error = error(log, off);
    return new PolicyEstimate(method, interval(value, error), error);
  }

  private static double[] contributions(
      DecisionLog log,
      Method method,
      double[] weights,
      double[] direct,
      double[] residual,
      double threshold) {
    double[] rows = new double[weights.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          switch (method) {
            case DM -> direct[i];
            case IPS, SNIPS -> weights[i] * log.rewards()[i];
            case DR -> direct[i] + weights[i] * residual[i];
            case SWITCH_DR -> direct[i] + (weights[i] <= threshold ? weights[i] * residual[i] : 0);
          };
    }
    return rows;
  }

  /// Returns the share of the policy's decisions on actions that no row of the log takes.
  private static double unsupported(DecisionLog log, double[][] policy) {
    boolean[] taken = new boolean[log.actionCount()];
    for (int action : log.actions()) {
      taken[action] = true;
    }
    double sum = 0;
    for (double[] row : policy) {
      for (int a = 0; a < row.length; a++) {
        sum += taken[a] ? 0 : row[a];
      }
    }
    return sum / policy.length;
  }

  private static double error(DecisionLog log, double[] off) {
    Map<Integer, Double> sums = new HashMap<>();
    for (int i = 0; i < off.length; i++) {
      sums.merge(log.clusters()[i], off[i], Double::sum);
    }
    double squares = 0;
    for (double sum : sums.values()) {
      squares += sum * sum;
    }
    double clusters = sums.size();
    return Math.sqrt(clusters / (clusters - 1) * squares) / off.length;
  }

  private static double[] centred(double[] rows) {
    double mean = mean(rows);
    double[] centred = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      centred[i] = rows[i] - mean;
    }
    return centred;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static Estimate interval(double value, double error) {
    return new Estimate(value, value - z() * error, value + z() * error);
  }

  private static double z() {
    return NORMAL.inverseSurvivalProbability((1 - Estimate.CONFIDENCE) / 2);
  }
}
