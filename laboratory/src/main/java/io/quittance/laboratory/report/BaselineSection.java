package io.quittance.laboratory.report;

import io.quittance.laboratory.chart.Figures;
import io.quittance.laboratory.chart.Html;
import io.quittance.laboratory.evaluation.MetricWords;
import io.quittance.laboratory.evaluation.ModelFacts;
import io.quittance.laboratory.metric.Estimate;
import io.quittance.laboratory.metric.PairedComparison;
import java.util.List;

/// Writes the comparison with another model on the same rows.
final class BaselineSection {

  private BaselineSection() {}

  static String of(ModelFacts facts) {
    return facts.baseline().map(BaselineSection::of).orElse("");
  }

  private static String of(ModelFacts.Baseline baseline) {
    PairedComparison comparison = baseline.comparison();
    return Html.paragraph(
            "<strong>"
                + MetricWords.of(comparison.verdict())
                + "</strong>, compared with "
                + Html.text(baseline.name())
                + ", on the same "
                + Figures.whole(comparison.rows())
                + " rows. The rule: "
                + PairedComparison.RULE
                + ".")
        + Html.table(
            "This model minus the other model, with 95 % intervals.",
            List.of("Figure", ">Difference", "95 % interval", "Better when"),
            List.of(
                row(
                    "AUC, DeLong, p " + probability(comparison.delong().pValue()),
                    new Estimate(
                        comparison.delong().difference(),
                        comparison.delong().lower(),
                        comparison.delong().upper()),
                    "above 0"),
                row("AUC, paired bootstrap", comparison.auc(), "above 0"),
                row("Log loss, paired bootstrap", comparison.logLoss(), "below 0"),
                row("Brier score, paired bootstrap", comparison.brier(), "below 0")));
  }

  private static String probability(double p) {
    return p < 0.0001 ? "&lt; 0.0001" : "= " + Figures.four(p);
  }

  private static List<String> row(String name, Estimate difference, String better) {
    return List.of(
        name,
        Figures.decimals(difference.value(), 5),
        Figures.decimals(difference.lower(), 5) + " to " + Figures.decimals(difference.upper(), 5),
        better);
  }
}
