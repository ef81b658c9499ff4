package io.quittance.laboratory.evaluation;

import io.quittance.laboratory.metric.BusinessMetrics;
import io.quittance.laboratory.metric.Estimate;
import io.quittance.laboratory.metric.PairedComparison;
import io.quittance.laboratory.metric.RankingFigures.Metric;
import io.quittance.laboratory.metric.Slice;
import java.util.Locale;

/// Writes the model card of a model in Markdown. Equal facts give equal bytes.
final class ModelCardText {

  private final StringBuilder card = new StringBuilder();
  private final ModelFacts facts;

  private ModelCardText(ModelFacts facts) {
    this.facts = facts;
  }

  static String of(ModelFacts facts) {
    return new ModelCardText(facts).write();
  }

  private String write() {
    line("# %s", plain(facts.model()));
    line("");
    line("%s A positive row: %s.", plain(facts.purpose()), plain(facts.positive()));
    line("");
    line("Family %s, created %s.", plain(facts.family()), facts.created());
    data();
    training();
    quality();
    slices();
    business();
    baseline();
    effects();
    section("Export");
    line("%s", plain(facts.parity()));
    section("To reproduce the model");
    facts.reproducibility().forEach(f -> line("- %s: `%s`", plain(f.name()), code(f.value())));
    section("Limits");
    facts.limits().forEach(limit -> line("- %s", plain(limit)));
    return card.toString();
  }

  private void data() {
    section("Data");
    facts.data().sentences().forEach(sentence -> line("%s", plain(sentence)));
    line("%d features.", facts.data().features());
    line("");
    line("| Part | Rows | Positive | From | To |");
    line("|---|---|---|---|---|");
    for (ModelFacts.Part part : facts.data().parts()) {
      line(
          "| %s | %d | %.1f %% | %s | %s |",
          plain(part.name()),
          part.rows(),
          100.0 * part.positives() / part.rows(),
          part.from(),
          part.to());
    }
    line("");
    for (ModelFacts.Finding finding : facts.data().findings()) {
      line(
          "- %s, rule `%s`%s: %s",
          finding.severity(),
          code(finding.rule()),
          finding.column().isEmpty() ? "" : ", column `" + code(finding.column()) + "`",
          plain(finding.message()));
    }
  }

  private void training() {
    section("Training");
    ModelFacts.SearchFacts search = facts.search();
    long pruned = search.trials().stream().filter(ModelFacts.Trial::pruned).count();
    line(
        "%s, budget %s, seed %d: %d trials on %d folds, %d stopped early%s.",
        plain(search.method()),
        plain(search.budget()),
        search.seed(),
        search.trials().size(),
        search.folds(),
        pruned,
        search.seconds() > 0 ? String.format(Locale.ROOT, ", %.0f s", search.seconds()) : "");
    line("");
    line("| Family | Trials | Log loss, mean of folds | Parameters | |");
    line("|---|---|---|---|---|");
    for (ModelFacts.FamilyResult family : facts.families()) {
      line(
          "| %s | %d | %.5f | %s | %s |",
          plain(family.family()),
          family.trials(),
          family.logLoss(),
          plain(family.parameters()),
          family.chosen() ? "chosen" : "");
    }
    line("");
    facts
        .selection()
        .ifPresent(
            selection -> {
              line("%s", plain(selection.words()));
              line("");
            });
    ModelFacts.CalibrationFacts calibration = facts.calibration();
    line(
        "Calibration %s, %s: %s. Expected calibration error on the test rows %.4f before, %.4f after.",
        plain(calibration.kind()),
        calibration.kept() ? "used" : "not used",
        plain(calibration.reason()),
        calibration.errorBefore(),
        calibration.errorAfter());
  }

  private void quality() {
    Judgement judgement = facts.judgement();
    section("Quality on unseen rows");
    line(
        "%d rows, %d of them positive. 95 %% intervals from %d resamples; the interval of AUC by DeLong: %s.",
        judgement.rows(), judgement.positives(), judgement.resamples(), four(judgement.deLong()));
    line("");
    line("| Figure | Value | 95 %% interval |");
    line("|---|---|---|");
    for (Metric metric : Metric.values()) {
      Estimate estimate = judgement.figure(metric);
      line(
          "| %s | %.4f | %.4f to %.4f |",
          MetricWords.of(metric), estimate.value(), estimate.lower(), estimate.upper());
    }
    Judgement.Top top = judgement.tops().getFirst();
    line(
        "| Lift of the top tenth | %.2f | %.2f to %.2f |",
        top.lift().value(), top.lift().lower(), top.lift().upper());
  }

  private void slices() {
    if (facts.judgement().slices().isEmpty()) {
      return;
    }
    section("Slices");
    line(
        "A slice of fewer than %d rows or %d of a class is not judged.",
        Slice.MIN_ROWS, Slice.MIN_CLASS);
    line("");
    line("| Slice | Rows | AUC | Predicted | Observed | |");
    line("|---|---|---|---|---|---|");
    for (Slice slice : facts.judgement().slices()) {
      line(
          "| %s: %s | %d | %s | %.3f | %.3f (%.3f to %.3f) | %s |",
          plain(slice.segment()),
          plain(slice.value()),
          slice.rows(),
          four(slice.auc()),
          slice.meanPrediction(),
          slice.observed().value(),
          slice.observed().lower(),
          slice.observed().upper(),
          MetricWords.of(slice.verdict()));
    }
  }

  private void business() {
    facts.judgement().business().ifPresent(this::business);
  }

  private void business(BusinessMetrics business) {
    section("Value");
    line(
        "%d contacts per day at %d each, the top %.1f %% of accounts: %.0f per day (%.0f to %.0f) in"
            + " minor units of %s, %.0f more than contacting nobody and %.0f more than contacting the"
            + " same number at random. Recovery rate of contacted accounts %.3f, expected %.3f; cost to"
            + " collect one unit %.4f.",
        business.matrix().contactsADay(),
        business.matrix().contactCost(),
        100 * business.share(),
        business.netValueADay().value(),
        business.netValueADay().lower(),
        business.netValueADay().upper(),
        business.matrix().currency(),
        business.gainOverNobodyADay().value(),
        business.gainOverRandomADay().value(),
        business.recoveryRate().value(),
        business.expectedRecoveryRate(),
        business.costToCollect().value());
  }

  private void baseline() {
    facts
        .baseline()
        .ifPresent(
            baseline -> {
              PairedComparison comparison = baseline.comparison();
              section("Comparison with " + plain(baseline.name()));
              line(
                  "%s on the same %d rows. AUC difference %+.4f (%+.4f to %+.4f, DeLong p %.3g); log loss"
                      + " difference %+.5f (%+.5f to %+.5f). Rule: %s.",
                  MetricWords.of(comparison.verdict()),
                  comparison.rows(),
                  comparison.delong().difference(),
                  comparison.delong().lower(),
                  comparison.delong().upper(),
                  comparison.delong().pValue(),
                  comparison.logLoss().value(),
                  comparison.logLoss().lower(),
                  comparison.logLoss().upper(),
                  PairedComparison.RULE);
            });
  }

  private void effects() {
    if (!facts.effects().isEmpty()) {
      section("Effects of contacts");
      facts.effects().forEach(sentence -> line("- %s", plain(sentence)));
    }
  }

  private static String four(Estimate estimate) {
    return String.format(
        Locale.ROOT, "%.4f (%.4f to %.4f)", estimate.value(), estimate.lower(), estimate.upper());
  }

  private void section(String title) {
    line("");
    line("## %s", title);
    line("");
  }

  /// Escapes text from data, which must neither break a table nor become markup.
  private static String plain(String text) {
    return text.replaceAll("([\\\\|*_`<>\\[\\]#])", "\\\\$1").replaceAll("\\s+", " ");
  }

  private static String code(String text) {
    return text.replace('`', '\'').replaceAll("\\s+", " ");
  }

  @SuppressWarnings("AnnotateFormatMethod") // every caller gives a constant
  private void line(String format, Object... arguments) {
    card.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
