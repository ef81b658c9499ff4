package io.quittance.laboratory.report;

import io.quittance.laboratory.chart.Figures;
import io.quittance.laboratory.chart.Html;
import io.quittance.laboratory.chart.Plot;
import io.quittance.laboratory.evaluation.Judgement;
import io.quittance.laboratory.evaluation.ModelFacts;
import io.quittance.laboratory.evaluation.ModelFacts.CalibrationFacts;
import io.quittance.laboratory.metric.Curves.CalibrationBin;
import java.util.List;
import java.util.stream.Stream;

/// Writes predicted against observed shares, before and after calibration, and the distribution of
/// the probabilities.
final class CalibrationSection {

  private CalibrationSection() {}

  static String of(ModelFacts facts) {
    CalibrationFacts calibration = facts.calibration();
    String choice =
        Html.paragraph(
            "Calibration: <strong>"
                + Html.text(calibration.kind())
                + (calibration.kept() ? ", used" : ", not used")
                + "</strong>: "
                + Html.text(calibration.reason())
                + ". Expected calibration error on the test rows "
                + Figures.four(calibration.errorBefore())
                + " before, <strong>"
                + Figures.four(calibration.errorAfter())
                + "</strong> after.");
    return choice
        + Html.pair(curve(calibration), histogram(facts.judgement()))
        + Html.folded("Calibration as a table", table(calibration));
  }

  private static String curve(CalibrationFacts calibration) {
    double greatest =
        Stream.concat(calibration.before().stream(), calibration.after().stream())
            .mapToDouble(bin -> Math.max(bin.meanPrediction(), bin.observed().upper()))
            .max()
            .orElse(1);
    double end = Math.min(1, greatest * 1.02);
    Plot plot =
        Plot.of(
            new Plot.Axis("mean predicted probability", 0, end, Figures::compact),
            new Plot.Axis("observed share of positives", 0, end, Figures::compact));
    plot.straight("chance", 0, 0, end, end);
    line(plot, "l2 thin", "p2", calibration.before(), false);
    line(plot, "l1", "p1", calibration.after(), true);
    return Html.figure(
        "Calibration",
        "Each point is a tenth of the rows. On the dashed line, the observed share equals the predicted"
            + " probability.",
        Html.legend(
            "k1",
            "as the model predicts, 95 % interval",
            "k2",
            "before calibration",
            "kx",
            "ideal"),
        plot.write(
            "Calibration curve, expected calibration error "
                + Figures.four(calibration.errorBefore())
                + " before and "
                + Figures.four(calibration.errorAfter())
                + " after"));
  }

  private static void line(
      Plot plot, String line, String dot, List<CalibrationBin> bins, boolean whiskers) {
    plot.curve(
        line,
        bins.stream().mapToDouble(CalibrationBin::meanPrediction).toArray(),
        bins.stream().mapToDouble(bin -> bin.observed().value()).toArray());
    for (CalibrationBin bin : bins) {
      if (whiskers) {
        plot.whisker("x1", bin.meanPrediction(), bin.observed().lower(), bin.observed().upper());
      }
      plot.point(
          dot,
          bin.meanPrediction(),
          bin.observed().value(),
          whiskers ? 4 : 3,
          Figures.whole(bin.rows())
              + " rows: predicted "
              + Figures.percent(bin.meanPrediction())
              + ", observed "
              + Figures.percent(bin.observed().value()));
    }
  }

  private static String histogram(Judgement judgement) {
    long greatest =
        judgement.histogram().stream()
            .mapToLong(bin -> bin.positives() + bin.negatives())
            .max()
            .orElse(1);
    Plot plot =
        Plot.of(
            Plot.Axis.share("predicted probability"),
            new Plot.Axis("rows", 0, greatest, Figures::compact));
    for (Judgement.HistogramBin bin : judgement.histogram()) {
      String title =
          Figures.decimals(bin.low(), 2)
              + " to "
              + Figures.decimals(bin.high(), 2)
              + ": "
              + Figures.whole(bin.positives())
              + " positive, "
              + Figures.whole(bin.negatives())
              + " negative";
      plot.bar(
          "p1", bin.low(), bin.high(), bin.positives(), bin.positives() + bin.negatives(), title);
      plot.bar("p2", bin.low(), bin.high(), 0, bin.positives(), title);
    }
    return Html.figure(
        "Distribution of the probabilities",
        "An informative model separates its rows.",
        Html.legend("k2", "positive rows", "k1", "negative rows"),
        plot.write("Histogram of predicted probabilities by class in twenty bins"));
  }

  private static String table(CalibrationFacts calibration) {
    return Html.table(
        "Tenths of the rows by predicted probability.",
        List.of(">From", ">To", ">Rows", ">Predicted", ">Observed"),
        calibration.after().stream()
            .map(
                bin ->
                    List.of(
                        Figures.four(bin.low()),
                        Figures.four(bin.high()),
                        Figures.whole(bin.rows()),
                        Figures.percent(bin.meanPrediction()),
                        Figures.percent(bin.observed())))
            .toList());
  }
}
