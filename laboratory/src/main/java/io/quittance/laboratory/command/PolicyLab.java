package io.quittance.laboratory.command;

import io.quittance.laboratory.offpolicy.EvaluatePolicy;
import io.quittance.laboratory.offpolicy.OffPolicyReport;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.treatment.CrossFitRewards;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Evaluates a policy and each single action on a log of decisions.
///
/// @param policy name of the policy
/// @param shares share of the policy's decisions on each action
/// @param single one report for each action, taken always
record PolicyLab(
    LoggedTable logged,
    String policy,
    double[] shares,
    OffPolicyReport report,
    List<OffPolicyReport> single) {

  private static final String ALWAYS = "always:";
  private static final String COLUMN = "column:";
  private static final String LEARNED = "learned";

  /// Above this weight Switch-DR relies on the model.
  private static final double THRESHOLD = 10;

  private static final long SEED = 7;

  /// Evaluates.
  ///
  /// @param policy `always:ACTION`, `column:COLUMN` or `learned`
  /// @throws BadDataException when there is no such policy
  static PolicyLab of(LoggedTable logged, String policy) {
    int actions = logged.actions().size();
    double[][] rewards =
        CrossFitRewards.predict(
            logged.properties(),
            logged.log().rewards(),
            logged.log().actions(),
            actions,
            logged.log().clusters(),
            SEED);
    double[][] chosen = certain(choices(logged, policy, rewards), actions);
    double[] shares = new double[actions];
    for (double[] row : chosen) {
      for (int a = 0; a < actions; a++) {
        shares[a] += row[a] / chosen.length;
      }
    }
    List<OffPolicyReport> single = new ArrayList<>();
    for (int a = 0; a < actions; a++) {
      int[] always = new int[logged.log().size()];
      Arrays.fill(always, a);
      single.add(EvaluatePolicy.of(logged.log(), certain(always, actions), rewards, THRESHOLD));
    }
    return new PolicyLab(
        logged,
        policy,
        shares,
        EvaluatePolicy.of(logged.log(), chosen, rewards, THRESHOLD),
        single);
  }

  private static int[] choices(LoggedTable logged, String policy, double[][] rewards) {
    int[] chosen = new int[rewards.length];
    if (policy.startsWith(ALWAYS)) {
      Arrays.fill(chosen, logged.action(policy.substring(ALWAYS.length())));
      return chosen;
    }
    if (policy.startsWith(COLUMN)) {
      return logged.actionsOf(policy.substring(COLUMN.length()));
    }
    if (!policy.equals(LEARNED)) {
      throw new BadDataException(
          "there is no policy \"%s\": write always:ACTION, column:COLUMN or learned"
              .formatted(policy));
    }
    Arrays.setAll(chosen, i -> best(rewards[i]));
    return chosen;
  }

  /// Returns the action with the highest prediction; of equals the first.
  private static int best(double[] row) {
    int best = 0;
    for (int a = 1; a < row.length; a++) {
      best = row[a] > row[best] ? a : best;
    }
    return best;
  }

  private static double[][] certain(int[] chosen, int actions) {
    double[][] policy = new double[chosen.length][actions];
    for (int i = 0; i < chosen.length; i++) {
      policy[i][chosen[i]] = 1;
    }
    return policy;
  }

  /// Returns the column of a policy `column:COLUMN`, which is no property of the row.
  static Optional<String> column(String policy) {
    return policy.startsWith(COLUMN)
        ? Optional.of(policy.substring(COLUMN.length()))
        : Optional.empty();
  }
}
