package io.quittance.laboratory.report;

import io.quittance.laboratory.chart.Figures;
import io.quittance.laboratory.chart.Html;
import io.quittance.laboratory.chart.Plot;
import io.quittance.laboratory.evaluation.Judgement;
import io.quittance.laboratory.metric.BusinessMetrics;
import io.quittance.laboratory.metric.BusinessMetrics.ValuePoint;
import io.quittance.laboratory.metric.Confusion;
import io.quittance.laboratory.metric.Estimate;
import io.quittance.laboratory.metric.RankingFigures.AtThreshold;
import io.quittance.laboratory.metric.ValueMatrix;
import java.util.ArrayList;
import java.util.List;

/// Writes the results at several thresholds and the value of contacts.
final class DecisionSection {

  private DecisionSection() {}

  static String of(Judgement judgement) {
    return thresholds(judgement)
        + confusion(judgement)
        + judgement.business().map(DecisionSection::business).orElse("");
  }

  private static String thresholds(Judgement judgement) {
    List<String> columns = new ArrayList<>(List.of("Chosen for", ">Threshold"));
    for (AtThreshold figure : AtThreshold.values()) {
      columns.add(">" + VerdictSentences.of(figure));
    }
    List<List<String>> rows = new ArrayList<>();
    for (Judgement.Threshold threshold : judgement.thresholds()) {
      List<String> cells = new ArrayList<>();
      cells.add(Html.text(threshold.name()));
      cells.add(Figures.four(threshold.confusion().threshold()));
      for (AtThreshold figure : AtThreshold.values()) {
        Estimate estimate = threshold.figures().getOrDefault(figure, Estimate.UNKNOWN);
        cells.add(Figures.decimals(estimate.value(), 3) + " " + Figures.interval(estimate, 3));
      }
      rows.add(cells);
    }
    return Html.table(
        "Rows whose probability is at least the threshold are flagged. Thresholds that were chosen on"
            + " these rows look slightly better here than on other rows.",
        columns,
        rows);
  }

  private static String confusion(Judgement judgement) {
    Judgement.Threshold shown = judgement.greatestF1();
    Confusion counts = shown.confusion();
    return "<h3>Confusion at "
        + Figures.four(counts.threshold())
        + " ("
        + Html.text(shown.name())
        + ")</h3>\n<div class=\"confusion\" role=\"group\" aria-label=\"Confusion matrix\">"
        + "<div class=\"head\"></div><div class=\"head\">flagged</div><div class=\"head\">not flagged</div>"
        + "<div class=\"head\">positive</div>"
        + cell("right", counts.truePositives(), counts.rows(), "positive and flagged")
        + cell("wrong", counts.falseNegatives(), counts.rows(), "positive but missed")
        + "<div class=\"head\">negative</div>"
        + cell("wrong", counts.falsePositives(), counts.rows(), "negative but flagged")
        + cell("right", counts.trueNegatives(), counts.rows(), "negative and not flagged")
        + "</div>\n";
  }

  private static String cell(String style, long count, long rows, String meaning) {
    return "<div class=\""
        + style
        + "\"><b>"
        + Figures.whole(count)
        + "</b>"
        + meaning
        + ", "
        + Figures.percent((double) count / rows)
        + "</div>";
  }

  private static String business(BusinessMetrics business) {
    ValueMatrix matrix = business.matrix();
    String currency = matrix.currency();
    List<ValuePoint> points = business.curve();
    double least = points.stream().mapToDouble(ValuePoint::netValueADay).min().orElse(0);
    double greatest = points.stream().mapToDouble(ValuePoint::netValueADay).max().orElse(1);
    double unit = Math.pow(10, java.util.Currency.getInstance(currency).getDefaultFractionDigits());
    Plot plot =
        Plot.of(
                Plot.Axis.share("share of accounts contacted, highest probabilities first"),
                new Plot.Axis(
                    "net value per day, " + currency,
                    least / unit,
                    greatest / unit,
                    Figures::compact),
                Plot.FULL,
                380)
            .straight(
                "chance",
                0,
                points.getFirst().netValueADay() / unit,
                1,
                points.getLast().netValueADay() / unit)
            .curve(
                "l1",
                points.stream().mapToDouble(ValuePoint::share).toArray(),
                points.stream().mapToDouble(point -> point.netValueADay() / unit).toArray());
    for (int i = 0; i < points.size(); i += 4) {
      ValuePoint point = points.get(i);
      plot.point(
          "hover",
          point.share(),
          point.netValueADay() / unit,
          6,
          Figures.percent(point.share())
              + " contacted: "
              + Figures.money(point.netValueADay(), currency)
              + " per day");
    }
    Estimate net = business.netValueADay();
    plot.point("p2", business.share(), net.value() / unit, 5.5, "the contacts of one day")
        .point(
            "p3",
            business.best().share(),
            business.best().netValueADay() / unit,
            5.5,
            "the greatest value");
    String svg =
        plot.write(
            "Net value per day by share of accounts contacted; greatest "
                + Figures.money(business.best().netValueADay(), currency)
                + " at "
                + Figures.percent(business.best().share()));
    return "<h3>The value of contacts</h3>\n"
        + Html.wide(
            "Net value by share of accounts contacted",
            "A contact costs "
                + Figures.money((double) matrix.contactCost(), currency)
                + "; a debtor who pays is worth "
                + Figures.money((double) matrix.paidAfterContact(), currency)
                + " contacted and "
                + Figures.money((double) matrix.paidWithoutContact(), currency)
                + " if not. The value of an account that is not contacted is an assumption of the matrix,"
                + " not a measurement.",
            Html.legend(
                "k1",
                "this model",
                "kx",
                "the same number at random",
                "dot k2",
                Figures.whole(matrix.contactsADay()) + " contacts per day",
                "dot k3",
                "greatest value"),
            svg)
        + figures(business);
  }

  private static String figures(BusinessMetrics business) {
    String currency = business.matrix().currency();
    return Html.table(
        Figures.whole(business.matrix().contactsADay())
            + " contacts per day, the top "
            + Figures.percent(business.share())
            + " of accounts.",
        List.of("Figure", ">Value", "95 % interval"),
        List.of(
            money("Net value per day", business.netValueADay(), currency),
            money("Gain over contacting nobody", business.gainOverNobodyADay(), currency),
            money(
                "Gain over contacting the same number at random",
                business.gainOverRandomADay(),
                currency),
            List.of(
                "Expected recovery rate of contacted accounts",
                Figures.percent(business.expectedRecoveryRate()),
                ""),
            List.of(
                "Observed recovery rate of contacted accounts",
                Figures.percent(business.recoveryRate().value()),
                Figures.percent(business.recoveryRate().lower())
                    + " to "
                    + Figures.percent(business.recoveryRate().upper())),
            List.of(
                "Cost to collect one unit",
                Figures.four(business.costToCollect().value()),
                Figures.four(business.costToCollect().lower())
                    + " to "
                    + Figures.four(business.costToCollect().upper())),
            List.of("Break-even probability of a contact", Figures.four(business.breakEven()), ""),
            List.of(
                "Share contacted with the greatest value",
                Figures.percent(business.best().share()),
                Figures.money(business.best().netValueADay(), currency) + " per day")));
  }

  private static List<String> money(String name, Estimate estimate, String currency) {
    return List.of(
        name,
        Figures.money(estimate.value(), currency),
        Figures.money(estimate.lower(), currency)
            + " to "
            + Figures.money(estimate.upper(), currency));
  }
}
