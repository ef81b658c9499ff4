package io.quittance.laboratory.report;

import io.quittance.laboratory.chart.Figures;
import io.quittance.laboratory.chart.Html;
import io.quittance.laboratory.chart.Scale;
import io.quittance.laboratory.chart.Svg;
import io.quittance.laboratory.evaluation.MetricWords;
import io.quittance.laboratory.metric.Slice;
import java.util.List;

/// Writes how the model performs on parts of the rows.
final class SliceSection {

  private SliceSection() {}

  static String of(List<Slice> slices) {
    if (slices.isEmpty()) {
      return "";
    }
    double high =
        slices.stream()
            .mapToDouble(slice -> Math.max(slice.observed().upper(), slice.meanPrediction()))
            .max()
            .orElse(1);
    return Html.paragraph(
            "Each bar is the interval of the observed share, and the dot is the mean prediction. A dot"
                + " outside its bar is flagged. The intervals are widened so that a model that is right"
                + " everywhere has a 5 % chance of any flag. A slice of fewer than "
                + Slice.MIN_ROWS
                + " rows, or "
                + Slice.MIN_CLASS
                + " of either class, is not judged.")
        + Html.table(
            "Slices of the test rows.",
            List.of(
                "Slice",
                "Verdict",
                ">Rows",
                ">Positives",
                ">AUC",
                ">Brier",
                ">Calibration error",
                ">Predicted",
                ">Observed",
                "0 to " + Figures.percent(high)),
            slices.stream().map(slice -> cells(slice, high)).toList());
  }

  private static List<String> cells(Slice slice, double high) {
    return List.of(
        "<span class=\"small\">"
            + Html.shortened(slice.segment(), 32)
            + "</span><br/>"
            + Html.shortened(slice.value(), 40),
        "<span class=\""
            + style(slice.verdict())
            + "\">"
            + MetricWords.of(slice.verdict())
            + "</span>",
        Figures.whole(slice.rows()),
        Figures.whole(slice.positives()),
        Figures.decimals(slice.auc().value(), 3) + " " + Figures.interval(slice.auc(), 3),
        Figures.four(slice.brier()),
        Figures.four(slice.calibrationError()),
        Figures.percent(slice.meanPrediction()),
        Figures.percent(slice.observed()),
        picture(slice, high));
  }

  private static String style(Slice.Verdict verdict) {
    return switch (verdict) {
      case IN_LINE -> "fine";
      case TOO_LOW, TOO_HIGH -> "flag";
      case TOO_SMALL -> "small";
    };
  }

  private static String picture(Slice slice, double high) {
    Scale scale = new Scale(0, high, 4, 116);
    Svg svg = new Svg(120, 18);
    svg.line("grid", 4, 9, 116, 9);
    double low = scale.at(slice.observed().lower());
    svg.rectangle("p6", low, 5, Math.max(2, scale.at(slice.observed().upper()) - low), 8, "");
    svg.circle("p2", scale.at(slice.meanPrediction()), 9, 4, "");
    return svg.write(
            "predicted "
                + Figures.percent(slice.meanPrediction())
                + ", observed "
                + Figures.percent(slice.observed().lower())
                + " to "
                + Figures.percent(slice.observed().upper()))
        .replace("<svg ", "<svg class=\"inline\" ");
  }
}
