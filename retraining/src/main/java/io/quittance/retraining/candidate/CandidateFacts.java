package io.quittance.retraining.candidate;

import io.quittance.laboratory.dataset.AccountTimeSplit;
import io.quittance.laboratory.dataset.DataGate;
import io.quittance.laboratory.dataset.Folds;
import io.quittance.laboratory.dataset.LabelledRows;
import io.quittance.laboratory.evaluation.Champion;
import io.quittance.laboratory.evaluation.Evaluation;
import io.quittance.laboratory.evaluation.Judgement;
import io.quittance.laboratory.evaluation.ModelFacts;
import io.quittance.laboratory.fit.CombinationResult;
import io.quittance.laboratory.fit.FamilyBest;
import io.quittance.laboratory.fit.Fitted;
import io.quittance.laboratory.metric.PairedComparison;
import io.quittance.laboratory.search.SearchHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Collects what a candidate's card says. Nothing depends on when or how fast the candidate was
/// built, so that a repeated job gives the same bytes.
final class CandidateFacts {

  private static final String PURPOSE =
      "The probability that an account pays after a decision, given the account at that time and the"
          + " action recommended. It supports the choice of the next contact within what the contact"
          + " policy permits; it decides neither eligibility nor terms.";

  private static final List<String> LIMITS =
      List.of(
          "The quality is measured on accounts that the model never learned from; it may be better on"
              + " those it did.",
          "The accounts of the calibration part also train, at earlier times: probabilities for other"
              + " accounts may be too sure. The calibration error above tells by how much.",
          "Rows of one account count as independent in the intervals, which may be too narrow.",
          "Only recommended actions have outcomes: what other actions would have done is inferred.",
          "Decisions whose label is censored (closed or bankrupt before maturity) are not in the"
              + " data.");

  private CandidateFacts() {}

  /// The data of a candidate: findings of the gate, split and folds.
  record Data(DataGate.Findings findings, AccountTimeSplit split, Folds folds) {}

  static ModelFacts of(
      BuildCandidate.Order order,
      Data data,
      Fitted fitted,
      BuildCandidate.Judged judged,
      String parity,
      String quittanceVersion) {
    Evaluation evaluation = judged.evaluation();
    LabelledRows later = data.split.evaluation();
    return new ModelFacts(
        order.model(),
        PURPOSE,
        "the account paid within the time that the label gives it",
        fitted.family(),
        order.requestedAt().toString(),
        dataFacts(order, data),
        families(fitted),
        search(fitted.history(), data.folds),
        ModelFacts.CalibrationFacts.of(
            fitted.calibrationChoice().kind(),
            fitted.calibrationChoice().kept(),
            fitted.calibrationChoice().words(),
            evaluation.uncalibrated(),
            evaluation.probabilities(),
            later.labels()),
        Judgement.of(evaluation.probabilities(), later.labels(), Judgement.Options.STANDARD),
        judged.champion().map(serving -> baseline(serving, evaluation, later)),
        parity,
        List.of(
            new ModelFacts.Fact("run", order.runId()),
            new ModelFacts.Fact("data SHA-256", order.dataSha256()),
            new ModelFacts.Fact("seed", Long.toString(fitted.history().seed())),
            new ModelFacts.Fact("libraries", fitted.framework()),
            new ModelFacts.Fact("Quittance", quittanceVersion)),
        LIMITS,
        Optional.empty(),
        judged.effects().sentences());
  }

  private static ModelFacts.Baseline baseline(
      Champion serving, Evaluation evaluation, LabelledRows later) {
    int resamples = Judgement.Options.STANDARD.resamples();
    return new ModelFacts.Baseline(
        "champion version " + serving.version(),
        PairedComparison.of(
            evaluation.probabilities(),
            serving.probabilities(later),
            later.labels(),
            resamples,
            1));
  }

  private static ModelFacts.DataFacts dataFacts(BuildCandidate.Order order, Data data) {
    AccountTimeSplit split = data.split;
    List<String> sentences = new ArrayList<>();
    sentences.add("Cause of the run: " + order.cause() + ".");
    sentences.add("Decisions from " + order.from() + " to " + order.to() + " with mature labels.");
    sentences.addAll(data.findings.sentences());
    sentences.add(
        String.format(
            Locale.ROOT,
            "%s: %d and %d rows of %d accounts, %d rows of %d accounts. No account of the evaluation is"
                + " in another part, and all its rows are later. %d rows (held-out accounts earlier,"
                + " seen accounts later) are used for nothing.",
            split.shares().words(),
            split.train().size(),
            split.calibration().size(),
            split.train().followedBy(split.calibration()).distinctAccounts(),
            split.evaluation().size(),
            split.evaluation().distinctAccounts(),
            split.unused()));
    return new ModelFacts.DataFacts(
        sentences,
        split.train().width(),
        List.of(
            part("training: seen accounts", split.train()),
            part("calibration: seen accounts, later", split.calibration()),
            part("evaluation: held-out accounts, last", split.evaluation())),
        List.of());
  }

  private static ModelFacts.Part part(String name, LabelledRows rows) {
    return new ModelFacts.Part(
        name,
        rows.size(),
        rows.positives(),
        instant(rows.decidedAtMicros()[0]),
        instant(rows.decidedAtMicros()[rows.size() - 1]));
  }

  private static String instant(long micros) {
    return Instant.EPOCH.plusNanos(Math.multiplyExact(micros, 1000L)).toString();
  }

  private static List<ModelFacts.FamilyResult> families(Fitted fitted) {
    List<ModelFacts.FamilyResult> results = new ArrayList<>();
    for (FamilyBest family : fitted.families()) {
      String slug = family.family().slug();
      results.add(
          new ModelFacts.FamilyResult(
              slug,
              family.trials(),
              family.best().logLoss(),
              family.best().point().parameters().words(),
              0,
              slug.equals(fitted.family())));
    }
    for (CombinationResult combination : fitted.combinations()) {
      results.add(
          new ModelFacts.FamilyResult(
              combination.combination().slug(),
              0,
              combination.logLoss(),
              combination.words(),
              0,
              combination.chosen()));
    }
    return results;
  }

  private static ModelFacts.SearchFacts search(SearchHistory history, Folds folds) {
    List<ModelFacts.Trial> trials =
        history.trials().stream()
            .map(
                trial ->
                    new ModelFacts.Trial(
                        trial.index(),
                        trial.point().family().slug(),
                        trial.logLoss(),
                        trial.foldLosses().size() < history.folds(),
                        trial.point().parameters().words(),
                        0))
            .toList();
    return new ModelFacts.SearchFacts(
        history.strategy().slug() + ", folds: " + folds.words(),
        history.trials().size() + " trials",
        history.seed(),
        history.folds(),
        0,
        trials);
  }
}
