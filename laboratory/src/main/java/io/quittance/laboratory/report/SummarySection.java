package io.quittance.laboratory.report;

import io.quittance.laboratory.chart.Figures;
import io.quittance.laboratory.chart.Html;
import io.quittance.laboratory.evaluation.Judgement;
import io.quittance.laboratory.evaluation.ModelFacts;
import io.quittance.laboratory.metric.Estimate;
import io.quittance.laboratory.metric.RankingFigures.Metric;
import java.util.List;

/// Writes what the model predicts, the verdict in plain words and the key figures.
final class SummarySection {

  private static final double CALIBRATED = 0.02;
  private static final double ROUGHLY = 0.05;

  private SummarySection() {}

  static String of(ModelFacts facts) {
    Judgement judgement = facts.judgement();
    return Html.paragraph(
            Html.text(facts.purpose()) + " A positive row: " + Html.text(facts.positive()) + ".")
        + "<div class=\"verdict\"><ul>"
        + "<li>"
        + ranking(judgement)
        + "</li>"
        + "<li>"
        + probabilities(judgement)
        + "</li>"
        + "<li>"
        + lift(judgement)
        + "</li>"
        + value(judgement)
        + baseline(facts)
        + "</ul></div>\n"
        + tiles(judgement)
        + Html.paragraph(
            "<span class=\"small\">Measured on "
                + Figures.whole(judgement.rows())
                + " rows that the model has not seen, "
                + Figures.whole(judgement.positives())
                + " of them positive. Each interval contains the true value with 95 % confidence,"
                + " provided that the rows are independent.</span>");
  }

  private static String ranking(Judgement judgement) {
    Estimate auc = judgement.deLong();
    return "<strong>It ranks "
        + grade(auc.value())
        + ".</strong> It gives the positive row of a pair of a positive and a negative row the higher"
        + " probability in "
        + Figures.decimals(100 * auc.value(), 1)
        + " of 100 cases "
        + Figures.interval(auc.times(100), 1)
        + "; chance alone does so in 50.";
  }

  static String grade(double auc) {
    if (auc < 0.55) {
      return "hardly better than chance";
    }
    if (auc < 0.65) {
      return "weakly";
    }
    if (auc < 0.75) {
      return "fairly";
    }
    if (auc < 0.85) {
      return "well";
    }
    return auc < 0.95 ? "very well" : "suspiciously well: look for a leak";
  }

  private static String probabilities(Judgement judgement) {
    Estimate error = judgement.figure(Metric.CALIBRATION_ERROR);
    String verdict =
        error.value() <= CALIBRATED
            ? "Its probabilities are accurate."
            : error.value() <= ROUGHLY
                ? "Its probabilities are roughly right."
                : "Its probabilities are not accurate.";
    return "<strong>"
        + verdict
        + "</strong> On average it predicts "
        + Figures.percent(judgement.figure(Metric.MEAN_PREDICTION).value())
        + " and "
        + Figures.percent(judgement.figure(Metric.POSITIVE_RATE).value())
        + " were observed; within tenths of the rows, predicted and observed shares differ by "
        + Figures.decimals(100 * error.value(), 1)
        + " percentage points.";
  }

  private static String lift(Judgement judgement) {
    Judgement.Top top = judgement.tops().getFirst();
    return "<strong>The tenth with the highest probabilities holds "
        + Figures.percent(top.gain().value())
        + " of all positives</strong>, "
        + Figures.decimals(top.lift().value(), 2)
        + " times as many as a random tenth.";
  }

  private static String value(Judgement judgement) {
    return judgement
        .business()
        .map(
            business -> {
              String currency = business.matrix().currency();
              return "<li><strong>"
                  + Figures.whole(business.matrix().contactsADay())
                  + " contacts per day bring "
                  + Figures.money(business.gainOverRandomADay().value(), currency)
                  + " more than the same number at random</strong>, if the value matrix is right.</li>";
            })
        .orElse("");
  }

  private static String baseline(ModelFacts facts) {
    return facts
        .baseline()
        .map(
            baseline ->
                "<li><strong>"
                    + switch (baseline.comparison().verdict()) {
                      case BETTER -> "It is better than ";
                      case WORSE -> "It is worse than ";
                      case UNDECIDED -> "It cannot be distinguished from ";
                    }
                    + Html.text(baseline.name())
                    + "</strong> on the same rows.</li>")
        .orElse("");
  }

  private static String tiles(Judgement judgement) {
    StringBuilder tiles = new StringBuilder("<ul class=\"tiles\">\n");
    tile(tiles, "AUC", judgement.deLong(), 4);
    for (Metric metric :
        List.of(
            Metric.PR_AUC,
            Metric.GINI,
            Metric.KS,
            Metric.LOG_LOSS,
            Metric.BRIER,
            Metric.CALIBRATION_ERROR)) {
      tile(tiles, VerdictSentences.of(metric), judgement.figure(metric), 4);
    }
    tile(tiles, "Lift of the top tenth", judgement.tops().getFirst().lift(), 2);
    return tiles.append("</ul>\n").toString();
  }

  private static void tile(StringBuilder tiles, String name, Estimate estimate, int decimals) {
    tiles
        .append("<li><span class=\"small\">")
        .append(name)
        .append("</span><b>")
        .append(Figures.decimals(estimate.value(), decimals))
        .append("</b>")
        .append(Figures.interval(estimate, decimals))
        .append("</li>\n");
  }
}
