package io.quittance.retraining.evaluation;

import io.quittance.retraining.dataset.AccountTimeSplit;
import io.quittance.retraining.dataset.DataGate;
import io.quittance.retraining.dataset.LabelledRows;
import io.quittance.retraining.training.Search;
import io.quittance.retraining.training.TrainedForest;
import java.time.Instant;
import java.util.Locale;

/// The page that tells people what a model is, what it was made from and how well it does. The same
/// inputs give the same bytes.
public final class ModelCard {

  private ModelCard() {}

  /// What is known of a model before it has a version.
  ///
  /// @param cause why it was trained
  public record Subject(
      String model, String runId, String cause, Instant from, Instant to, String dataSha256) {}

  /// The card in Markdown of any model.
  public static String text(ModelFacts facts) {
    return ModelCardText.of(facts);
  }

  /// The card in Markdown.
  public static String text(
      Subject subject,
      DataGate.Findings findings,
      AccountTimeSplit split,
      Search.Result search,
      Evaluation evaluation,
      String parity) {
    StringBuilder card = new StringBuilder();
    card.append("# ").append(subject.model()).append("\n\n");
    card.append(
        """
        The probability that an account pays after a decision, given the account at that time and the
        action recommended. It supports the choice of the next contact within what the contact policy
        permits; it decides neither eligibility nor terms.

        """);
    data(card, subject, findings, split);
    training(card, search);
    quality(card, evaluation);
    card.append("## Export\n\n").append(parity).append("\n\n");
    limits(card);
    return card.toString();
  }

  private static void data(
      StringBuilder card, Subject subject, DataGate.Findings findings, AccountTimeSplit split) {
    card.append("## Data\n\n");
    line(card, "Run `%s`, cause: %s.", subject.runId(), subject.cause());
    line(card, "Decisions from %s to %s with mature labels.", subject.from(), subject.to());
    line(card, "SHA-256 of the data set `%s`.", subject.dataSha256());
    findings.sentences().forEach(sentence -> line(card, "%s", sentence));
    card.append("\n| Part | Accounts | Rows | Positive | From | To |\n|---|---|---|---|---|---|\n");
    slice(card, "training: seen accounts", split.train());
    slice(card, "early stopping and calibration: seen accounts", split.calibration());
    slice(card, "evaluation: held-out accounts", split.evaluation());
    card.append('\n');
    line(
        card,
        "%s: %d and %d rows of %d accounts, %d rows of %d accounts. No account of the evaluation is in"
            + " another part, and all its rows are later. %d rows (held-out accounts earlier, seen"
            + " accounts later) are used for nothing.",
        split.shares().words(),
        split.train().size(),
        split.calibration().size(),
        split.train().followedBy(split.calibration()).distinctAccounts(),
        split.evaluation().size(),
        split.evaluation().distinctAccounts(),
        split.unused());
    card.append('\n');
  }

  private static void slice(StringBuilder card, String name, LabelledRows rows) {
    card.append(
        String.format(
            Locale.ROOT,
            "| %s | %d | %d | %.1f %% | %s | %s |\n",
            name,
            rows.distinctAccounts(),
            rows.size(),
            100.0 * rows.positives() / rows.size(),
            instant(rows.decidedAtMicros()[0]),
            instant(rows.decidedAtMicros()[rows.size() - 1])));
  }

  private static void training(StringBuilder card, Search.Result search) {
    card.append(
        "## Training\n\n| Settings | Trees | Log loss on the calibration part | |\n|---|---|---|---|\n");
    for (TrainedForest trial : search.trials()) {
      card.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %.5f | %s |\n",
              trial.settings().words(),
              trial.ensemble().trees().size(),
              trial.logLoss(),
              trial.settings().equals(search.best().settings()) ? "chosen" : ""));
    }
    card.append('\n');
  }

  private static void quality(StringBuilder card, Evaluation evaluation) {
    card.append("## Quality on later rows of unseen accounts\n\n");
    line(
        card,
        "AUC %.4f (95 %% interval %.4f to %.4f, DeLong).",
        evaluation.auc().auc(),
        evaluation.auc().lower(),
        evaluation.auc().upper());
    line(
        card,
        "Log loss %.5f (%.5f before calibration), Brier score %.5f, Kolmogorov-Smirnov %.4f.",
        evaluation.after().logLoss(),
        evaluation.before().logLoss(),
        evaluation.after().brier(),
        evaluation.after().ks());
    line(
        card,
        "Expected calibration error %.4f (%.4f before); mean prediction %.4f, observed %.4f.",
        evaluation.after().calibrationError(),
        evaluation.before().calibrationError(),
        evaluation.after().meanPrediction(),
        evaluation.after().positiveRate());
    card.append('\n');
  }

  private static void limits(StringBuilder card) {
    card.append("## Limits\n\n");
    line(
        card,
        "- The quality is that on accounts the model never learned from; it may do better on those it"
            + " has.");
    line(
        card,
        "- The calibration part also chose the number of trees and the settings, and its accounts also"
            + " train: probabilities for other accounts may be too sure. The calibration error above"
            + " tells by how much.");
    line(
        card,
        "- Only recommended actions have outcomes: what other actions would have done is inferred.");
    line(
        card,
        "- Decisions whose label is censored (closed or bankrupt before maturity) are not in the data.");
  }

  @SuppressWarnings("AnnotateFormatMethod") // every caller gives a constant
  private static void line(StringBuilder card, String format, Object... arguments) {
    card.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plusNanos(Math.multiplyExact(micros, 1000L));
  }
}
