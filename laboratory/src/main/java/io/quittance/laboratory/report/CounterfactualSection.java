package io.quittance.laboratory.report;

import io.quittance.laboratory.chart.Figures;
import io.quittance.laboratory.chart.Html;
import io.quittance.laboratory.explain.CounterfactualRows;
import io.quittance.laboratory.explain.CounterfactualRows.Alternative;
import io.quittance.laboratory.explain.CounterfactualRows.ExplainedRow;
import io.quittance.laboratory.explain.CounterfactualRows.FeatureChange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Writes the smallest changes that would move some rows across the threshold.
final class CounterfactualSection {

  private CounterfactualSection() {}

  static String of(CounterfactualRows explained) {
    if (explained.rows().isEmpty()) {
      return "";
    }
    List<List<String>> lines = new ArrayList<>();
    for (ExplainedRow row : explained.rows()) {
      String number = Figures.whole(row.row() + 1L);
      String probability = Figures.four(row.probability());
      if (row.alternatives().isEmpty()) {
        lines.add(List.of(number, probability, "no small change was found", ""));
      }
      for (Alternative alternative : row.alternatives()) {
        lines.add(
            List.of(
                number,
                probability,
                alternative.changes().stream()
                    .map(CounterfactualSection::text)
                    .collect(Collectors.joining("<br/>")),
                Figures.four(alternative.probability())));
      }
    }
    return Html.paragraph(
            "For the test rows nearest to the threshold "
                + Figures.four(explained.threshold())
                + " (the one with the greatest F1), on either side: the smallest changes that move the row across"
                + " it by at least 0.1 in log odds. The model scored each changed row. This describes the model, not reality:"
                + " making the change need not change the outcome.")
        + Html.table(
            "Values stay within the ranges of the training data and of the schema. "
                + (explained.fixed().isEmpty()
                    ? "Any feature may change."
                    : "Unchanged: " + Html.text(String.join(", ", explained.fixed())) + "."),
            List.of(">Row of the file", ">Probability", "Change", ">New probability"),
            lines);
  }

  private static String text(FeatureChange change) {
    return Html.shortened(change.feature(), 60)
        + ": "
        + Html.shortened(change.from(), 40)
        + " → "
        + Html.shortened(change.to(), 40);
  }
}
