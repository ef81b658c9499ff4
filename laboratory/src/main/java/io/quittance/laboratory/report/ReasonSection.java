package io.quittance.laboratory.report;

import io.quittance.laboratory.chart.Figures;
import io.quittance.laboratory.chart.Html;
import io.quittance.laboratory.chart.Plot;
import io.quittance.laboratory.chart.Scale;
import io.quittance.laboratory.chart.Svg;
import io.quittance.laboratory.evaluation.ModelFacts.SelectionFacts;
import io.quittance.laboratory.explain.ImportanceSelection.Judged;
import io.quittance.laboratory.explain.ImportanceSelection.Verdict;
import io.quittance.laboratory.report.ReportData.Importance;
import io.quittance.laboratory.report.ReportData.PartialCurve;
import java.util.Comparator;
import java.util.List;

/// Writes which features matter and how: contributions, importance, partial dependence.
final class ReasonSection {

  private static final int BARS = 15;
  private static final int CURVES = 6;
  private static final double SMALL = 350;
  private static final double SMALL_HEIGHT = 240;

  private ReasonSection() {}

  static String of(ReportData data) {
    StringBuilder html = new StringBuilder();
    data.shap().ifPresent(shap -> html.append(Beeswarm.figure(shap)));
    if (!data.importance().isEmpty()) {
      html.append(importance(data.importance()));
    }
    data.facts().selection().ifPresent(selection -> html.append(selection(selection)));
    if (!data.partial().isEmpty()) {
      html.append(
          "<h3>How the prediction depends on individual features</h3>\n<div class=\"trio\">\n");
      data.partial().stream().limit(CURVES).forEach(curve -> html.append(partial(curve)));
      html.append("</div>\n");
    }
    return html.toString();
  }

  private static String importance(List<Importance> features) {
    List<Importance> sorted =
        features.stream().sorted(Comparator.comparingDouble(Importance::value).reversed()).toList();
    List<Importance> shown = sorted.subList(0, Math.min(BARS, sorted.size()));
    double row = 26;
    double left = 230;
    double width = Plot.FULL;
    Svg svg = new Svg(width, shown.size() * row + 8);
    Scale scale = new Scale(0, Math.max(1e-12, sorted.getFirst().value()), left, width - 80);
    for (int i = 0; i < shown.size(); i++) {
      Importance feature = shown.get(i);
      double y = i * row + 6;
      svg.text(
          "label", left - 10, y + 14, "end", Beeswarm.cut(feature.feature()), feature.feature());
      double end = scale.within(Math.max(0, feature.value()));
      svg.rectangle(
          "p1",
          left,
          y,
          end - left,
          row - 8,
          feature.feature() + ": " + Figures.compact(feature.value()));
      if (feature.standardError() > 0) {
        svg.line(
            "axis",
            scale.within(feature.value() - 1.96 * feature.standardError()),
            y + 9,
            scale.within(feature.value() + 1.96 * feature.standardError()),
            y + 9);
      }
      svg.text("tick", end + 8, y + 14, "start", Figures.four(feature.value()));
    }
    String label =
        "Importance of features, most important first: "
            + String.join(", ", shown.stream().limit(5).map(Importance::feature).toList());
    return Html.wide(
            "Importance",
            shown.size() < sorted.size()
                ? "The " + shown.size() + " most important of " + sorted.size() + " features."
                : "All features.",
            "",
            svg.write(label))
        + Html.folded(
            "Importance as a table",
            Html.table(
                "All features by importance.",
                List.of("Feature", ">Importance"),
                sorted.stream()
                    .map(
                        feature ->
                            List.of(
                                Html.shortened(feature.feature(), 60),
                                Figures.decimals(feature.value(), 5)))
                    .toList()));
  }

  private static String selection(SelectionFacts selection) {
    return "<h3>Which features earn their place</h3>\n"
        + Html.paragraph(Html.text(selection.words()))
        + Html.paragraph(
            "Features that carry the same information share their importance; each may look useless because"
                + " of the other.")
        + Html.table(
            "Drop of AUC when a feature is shuffled among at most "
                + Figures.whole(selection.rows())
                + " held-out rows of each fold, over "
                + selection.folds()
                + " folds and "
                + selection.repeats()
                + " shuffles each.",
            List.of("Feature", ">Mean drop", ">± sd", ">Beats every shadow", "Verdict"),
            selection.features().stream()
                .sorted(Comparator.comparingDouble(Judged::mean).reversed())
                .map(ReasonSection::cells)
                .toList());
  }

  private static List<String> cells(Judged judged) {
    return List.of(
        Html.shortened(judged.feature(), 60),
        Figures.decimals(judged.mean(), 5),
        Figures.decimals(judged.deviation(), 5),
        Figures.percent(judged.beats()),
        judged.verdict() == Verdict.KEEP
            ? "<span class=\"fine\">keep</span>"
            : "<span class=\"flag\">drop</span>");
  }

  private static String partial(PartialCurve curve) {
    String svg = curve.categories().isEmpty() ? line(curve) : bars(curve);
    return Html.figure(
        Html.shortened(curve.feature(), 36),
        "",
        Html.legend("k1", "mean", "kb", "80 % of rows"),
        svg);
  }

  private static Plot.Axis probability(PartialCurve curve) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < curve.mean().length; i++) {
      low = Math.min(low, Math.min(curve.low()[i], curve.mean()[i]));
      high = Math.max(high, Math.max(curve.high()[i], curve.mean()[i]));
    }
    return new Plot.Axis("probability", low, high, Figures::compact);
  }

  private static String line(PartialCurve curve) {
    double[] grid = curve.grid();
    Plot plot =
        Plot.tight(
                new Plot.Axis("value of the feature", grid[0], end(grid), Figures::compact),
                probability(curve),
                SMALL,
                SMALL_HEIGHT)
            .band("band", grid, curve.low(), curve.high())
            .curve("l1", grid, curve.mean());
    for (int i = 0; i < grid.length; i++) {
      plot.point("hover", grid[i], curve.mean()[i], 5, title(curve, i, Figures.compact(grid[i])));
    }
    return plot.write(
        "Partial dependence on "
            + curve.feature()
            + ": probability from "
            + Figures.percent(curve.mean()[0])
            + " to "
            + Figures.percent(curve.mean()[grid.length - 1]));
  }

  private static double end(double[] grid) {
    double last = grid[grid.length - 1];
    return last > grid[0] ? last : grid[0] + 1;
  }

  private static String bars(PartialCurve curve) {
    int count = curve.grid().length;
    List<String> names = curve.categories();
    int room = Math.max(3, 40 / count);
    Plot plot =
        Plot.categories(
            "value of the feature",
            names.stream().map(name -> Beeswarm.cut(name, room)).toList(),
            probability(curve),
            SMALL,
            SMALL_HEIGHT);
    for (int i = 0; i < count; i++) {
      plot.bar("band", i + 0.2, i + 0.8, curve.low()[i], curve.high()[i], "");
      plot.point("p1", i + 0.5, curve.mean()[i], 5, title(curve, i, names.get(i)));
    }
    return plot.write("Partial dependence on " + curve.feature() + " by category");
  }

  private static String title(PartialCurve curve, int i, String value) {
    return value
        + ": mean "
        + Figures.percent(curve.mean()[i])
        + ", 80 % of rows from "
        + Figures.percent(curve.low()[i])
        + " to "
        + Figures.percent(curve.high()[i]);
  }
}
