package io.quittance.laboratory.report;

import io.quittance.laboratory.chart.Html;
import io.quittance.laboratory.evaluation.ModelFacts;

/// Writes the parity of the export, the limits, and what is needed to reproduce the model.
final class ReproducibilitySection {

  private ReproducibilitySection() {}

  static String of(ModelFacts facts) {
    StringBuilder html = new StringBuilder();
    if (!facts.parity().isEmpty()) {
      html.append(Html.paragraph(Html.text(facts.parity())));
    }
    if (!facts.limits().isEmpty()) {
      html.append("<h3>Limits</h3>\n<ul>");
      facts.limits().forEach(limit -> html.append("<li>").append(Html.text(limit)).append("</li>"));
      html.append("</ul>\n");
    }
    if (!facts.reproducibility().isEmpty()) {
      html.append("<h3>To reproduce the model</h3>\n<dl class=\"facts\">");
      for (ModelFacts.Fact fact : facts.reproducibility()) {
        html.append("<dt>")
            .append(Html.text(fact.name()))
            .append("</dt><dd><code>")
            .append(Html.text(fact.value()))
            .append("</code></dd>");
      }
      html.append("</dl>\n");
    }
    return html.toString();
  }
}
