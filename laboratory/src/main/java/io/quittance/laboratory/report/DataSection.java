package io.quittance.laboratory.report;

import io.quittance.laboratory.chart.Figures;
import io.quittance.laboratory.chart.Html;
import io.quittance.laboratory.evaluation.ModelFacts.DataFacts;
import io.quittance.laboratory.evaluation.ModelFacts.Finding;
import java.util.List;

/// Writes the rows, their split and the findings of the data checks.
final class DataSection {

  private DataSection() {}

  static String of(DataFacts data) {
    StringBuilder html = new StringBuilder();
    data.sentences().forEach(sentence -> html.append(Html.paragraph(Html.text(sentence))));
    boolean timed = data.parts().stream().anyMatch(part -> !part.from().isEmpty());
    html.append(
        Html.table(
            "How the rows were used. The model reads "
                + Figures.whole(data.features())
                + " columns.",
            timed
                ? List.of("Part", ">Rows", ">Positive", ">Share", "From", "To")
                : List.of("Part", ">Rows", ">Positive", ">Share"),
            data.parts().stream()
                .map(
                    part -> {
                      List<String> cells =
                          List.of(
                              Html.text(part.name()),
                              Figures.whole(part.rows()),
                              Figures.whole(part.positives()),
                              Figures.percent((double) part.positives() / part.rows()),
                              Html.text(part.from()),
                              Html.text(part.to()));
                      return timed ? cells : cells.subList(0, 4);
                    })
                .toList()));
    if (!data.findings().isEmpty()) {
      html.append(
          Html.table(
              "Findings of the data checks.",
              List.of("", "Rule", "Column", "Finding"),
              data.findings().stream().map(DataSection::cells).toList()));
    }
    return html.toString();
  }

  private static List<String> cells(Finding finding) {
    boolean fine = finding.severity().equals("ok");
    return List.of(
        "<span class=\""
            + (fine ? "fine" : "flag")
            + "\">"
            + Html.text(finding.severity())
            + "</span>",
        "<code>" + Html.text(finding.rule()) + "</code>",
        Html.shortened(finding.column(), 40),
        Html.text(finding.message()));
  }
}
