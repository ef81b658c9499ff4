package io.quittance.registry.gate;

import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.core.metric.DeLong;
import io.quittance.registry.RegistryConfig;
import io.quittance.registry.gate.GateVerdict.Verdict;
import java.util.Locale;

/// Recomputes from paired scores whether a candidate may replace the champion. Ignores what the
/// trainer claims.
///
/// With a champion, the candidate must not be inferior: the lower bound of the paired DeLong
/// interval (DeLong, DeLong, Clarke-Pearson 1988) of AUC(candidate) − AUC(champion) lies above
/// minus the margin, and the log loss is not worse by more than its own margin. Without a champion,
/// the lower bound of the AUC must lie above a floor. Stateless and safe for concurrent use.
public final class PromotionGate {

  private static final double CHANCE = 0.5;

  private final RegistryConfig.Gate rules;

  public PromotionGate(RegistryConfig.Gate rules) {
    this.rules = rules;
  }

  public GateVerdict judge(Evidence evidence) {
    int positives = evidence.positives();
    int rarer = Math.min(positives, evidence.rows() - positives);
    if (evidence.rows() < rules.minRows() || rarer < rules.minClassRows()) {
      return GateVerdict.insufficient(
          evidence.rows(),
          positives,
          say(
              "%d rows with %d of the rarer class; at least %d and %d are needed",
              evidence.rows(), rarer, rules.minRows(), rules.minClassRows()));
    }
    double[] champion = evidence.champion();
    return champion == null ? alone(evidence) : against(champion, evidence);
  }

  private GateVerdict alone(Evidence evidence) {
    DeLong.Auc auc = DeLong.auc(evidence.candidate(), evidence.labels(), rules.confidence());
    boolean passed = auc.lower() > rules.minAuc();
    return new GateVerdict(
        passed ? Verdict.BETTER : Verdict.WORSE,
        passed,
        evidence.rows(),
        evidence.positives(),
        auc.auc(),
        null,
        auc.auc() - CHANCE,
        auc.lower() - CHANCE,
        auc.upper() - CHANCE,
        null,
        say(
            "There is no champion. AUC %.4f, at least %.4f with %.0f %% confidence: %s the floor of"
                + " %.4f",
            auc.auc(),
            auc.lower(),
            100 * rules.confidence(),
            passed ? "above" : "not above",
            rules.minAuc()));
  }

  private GateVerdict against(double[] champion, Evidence evidence) {
    double[] candidate = evidence.candidate();
    boolean[] labels = evidence.labels();
    DeLong.Comparison auc = DeLong.compare(candidate, champion, labels, rules.confidence());
    double logLoss =
        ClassificationMetrics.logLoss(candidate, labels)
            - ClassificationMetrics.logLoss(champion, labels);
    boolean ranks = auc.lower() > -rules.nonInferiorityMargin();
    boolean calibrated = logLoss <= rules.maxLogLossIncrease();
    boolean passed = ranks && calibrated;
    Verdict verdict =
        passed ? (auc.lower() > 0 ? Verdict.BETTER : Verdict.EQUIVALENT) : Verdict.WORSE;
    return new GateVerdict(
        verdict,
        passed,
        evidence.rows(),
        evidence.positives(),
        auc.first(),
        auc.second(),
        auc.difference(),
        auc.lower(),
        auc.upper(),
        logLoss,
        say(
            "AUC %.4f against the champion's %.4f: difference %+.4f, %+.4f to %+.4f with %.0f %%"
                + " confidence, %s the margin of %.4f. Log loss %+.4f a row, %s the %.4f allowed",
            auc.first(),
            auc.second(),
            auc.difference(),
            auc.lower(),
            auc.upper(),
            100 * rules.confidence(),
            ranks ? "within" : "not shown to be within",
            rules.nonInferiorityMargin(),
            logLoss,
            calibrated ? "within" : "more than",
            rules.maxLogLossIncrease()));
  }

  private static String say(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
