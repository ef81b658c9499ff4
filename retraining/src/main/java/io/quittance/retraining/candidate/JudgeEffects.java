package io.quittance.retraining.candidate;

import io.quittance.core.effect.ContactDesign;
import io.quittance.core.effect.EffectModel;
import io.quittance.laboratory.metric.Estimate;
import io.quittance.laboratory.offpolicy.DecisionLog;
import io.quittance.laboratory.offpolicy.EvaluatePolicy;
import io.quittance.laboratory.offpolicy.Method;
import io.quittance.laboratory.offpolicy.OffPolicyReport;
import io.quittance.retraining.candidate.DecisionWeeks.Open;
import io.quittance.retraining.candidate.DecisionWeeks.Week;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// Judges effects by what a policy that ranks by them would have collected: on decisions where
/// something was drawn, by the doubly robust estimate with the effects themselves as the model of
/// the payments. The policy chooses among what could have been drawn, so it stays within the law
/// and within the data.
final class JudgeEffects {

  /// Least propensity of every alternative, so that no row weighs more than
  /// [OffPolicyReport#MOST_WEIGHT].
  private static final double LEAST_PROPENSITY = 1 / OffPolicyReport.MOST_WEIGHT;

  private static final double SWITCH = 10;
  private static final int ARMS = ContactDesign.EFFECTS.arms().size();

  private final LearnEffects learnt;
  private final EffectModel effects;

  JudgeEffects(LearnEffects learnt, EffectModel effects) {
    this.learnt = learnt;
    this.effects = effects;
  }

  /// @param worse whether ranking by the effects is surely worse than contacting nobody or than
  ///   what was done
  /// @param metrics empty when nothing can be known
  record Judgement(boolean worse, List<String> sentences, Map<String, Double> metrics) {}

  /// Judges on rows of debtors that the effects were not learnt from.
  Judgement on(int[] unseen) {
    int[] drawn = IntStream.of(unseen).filter(row -> isDrawn(learnt.week(row))).toArray();
    if (drawn.length == 0) {
      return unknown(0, "none of them was drawn at random");
    }
    double[][] payments = new double[drawn.length][];
    double[][] ranked = new double[drawn.length][];
    double[][] nothing = new double[drawn.length][];
    for (int i = 0; i < drawn.length; i++) {
      Week week = learnt.week(drawn[i]);
      payments[i] = effects.expected(learnt.inputs(drawn[i]), learnt.modifiers(drawn[i])).clone();
      for (int arm = 0; arm < ARMS; arm++) {
        payments[i][arm] *= week.balanceMinor();
      }
      ranked[i] = certainly(best(week, payments[i]));
      nothing[i] = certainly(0);
    }
    DecisionLog log = log(drawn);
    OffPolicyReport policy = EvaluatePolicy.of(log, ranked, payments, SWITCH);
    OffPolicyReport quiet = EvaluatePolicy.of(log, nothing, payments, SWITCH);
    for (OffPolicyReport report : List.of(policy, quiet)) {
      if (report.verdict() == OffPolicyReport.Verdict.CANNOT_BE_KNOWN) {
        return unknown(
            drawn.length,
            String.format(
                Locale.ROOT,
                "they tell as much as %.0f, and %.0f are needed",
                report.effectiveSample(),
                OffPolicyReport.LEAST_EFFECTIVE_SAMPLE));
      }
    }
    return known(drawn.length, policy, EvaluatePolicy.gain(log, ranked, nothing, payments));
  }

  /// Returns whether no contact and at least one contact could have been drawn, each often enough.
  private static boolean isDrawn(Week week) {
    List<Open> possible = week.open().stream().filter(open -> open.propensity() > 0).toList();
    return possible.size() > 1
        && possible.stream().anyMatch(open -> open.arm() == 0)
        && possible.stream().anyMatch(open -> open.arm() == week.arm())
        && possible.stream().allMatch(open -> open.propensity() >= LEAST_PROPENSITY);
  }

  /// Returns the arm that pays most; of equals the first.
  private static int best(Week week, double[] payments) {
    int best = 0;
    for (Open open : week.open()) {
      if (open.propensity() > 0 && payments[open.arm()] > payments[best]) {
        best = open.arm();
      }
    }
    return best;
  }

  private static double[] certainly(int arm) {
    double[] probabilities = new double[ARMS];
    probabilities[arm] = 1;
    return probabilities;
  }

  private DecisionLog log(int[] drawn) {
    int[] arms = new int[drawn.length];
    double[] propensities = new double[drawn.length];
    double[] rewards = new double[drawn.length];
    for (int i = 0; i < drawn.length; i++) {
      Week week = learnt.week(drawn[i]);
      arms[i] = week.arm();
      propensities[i] =
          week.open().stream()
              .filter(open -> open.arm() == week.arm())
              .mapToDouble(Open::propensity)
              .findFirst()
              .orElseThrow();
      rewards[i] = week.paidMinor();
    }
    return new DecisionLog(arms, ARMS, propensities, rewards, learnt.debtors(drawn));
  }

  private static Judgement unknown(int decisions, String reason) {
    return new Judgement(
        false,
        List.of(
            String.format(
                Locale.ROOT,
                "What ranking by these effects is worth cannot be known from these data: of held-out"
                    + " debtors there are %d decisions of which every alternative had a chance of at"
                    + " least %.0f %%; %s. Explore more, or wait.",
                decisions,
                100 * LEAST_PROPENSITY,
                reason)),
        Map.of());
  }

  private static Judgement known(int decisions, OffPolicyReport policy, Estimate gain) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("value_decisions", (double) decisions);
    put(metrics, "value_gain_vs_nothing", gain);
    put(metrics, "value_gain_vs_done", policy.difference());
    return new Judgement(
        gain.upper() < 0 || policy.difference().upper() < 0,
        List.of(
            String.format(
                Locale.ROOT,
                "Judged on %d decisions about %d held-out debtors, of which every alternative had a"
                    + " chance of at least %.0f %%. In the week after a decision, in minor units and"
                    + " before the cost of contacts, which the pack weighs at each decision, who chose"
                    + " the contact that pays most by these effects would have collected %.0f (%.0f to"
                    + " %.0f).",
                decisions,
                policy.clusters(),
                100 * LEAST_PROPENSITY,
                policy.of(Method.DR).value().value(),
                policy.of(Method.DR).value().lower(),
                policy.of(Method.DR).value().upper()),
            compared("who contacts nobody", gain),
            compared("what was done", policy.difference())
                + String.format(
                    Locale.ROOT,
                    " A difference of %.0f would probably have been seen.",
                    policy.detectable())),
        metrics);
  }

  private static String compared(String other, Estimate gain) {
    String verdict = "not told apart";
    if (gain.lower() > 0) {
      verdict = "better";
    } else if (gain.upper() < 0) {
      verdict = "worse";
    }
    return String.format(
        Locale.ROOT,
        "Against %s: %+.0f (%+.0f to %+.0f), %s.",
        other,
        gain.value(),
        gain.lower(),
        gain.upper(),
        verdict);
  }

  private static void put(Map<String, Double> metrics, String name, Estimate estimate) {
    metrics.put(name, estimate.value());
    metrics.put(name + "_low", estimate.lower());
    metrics.put(name + "_high", estimate.upper());
  }
}
