package io.quittance.laboratory.report;

import io.quittance.laboratory.chart.Html;
import io.quittance.laboratory.evaluation.ModelFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Writes the report: one HTML file, well-formed as XML, with charts as inline SVG and its own
/// style. It contains no script and refers to no other file. Equal data give equal bytes.
public final class HtmlReport {

  private static final String STYLE = style();

  private HtmlReport() {}

  private record Section(String id, String title, String content) {}

  /// Returns the complete file, to be stored as UTF-8.
  public static String write(ReportData data) {
    ModelFacts facts = data.facts();
    List<Section> sections =
        List.of(
                new Section("summary", "Summary", SummarySection.of(facts)),
                new Section("data", "Data", DataSection.of(facts.data())),
                new Section("ranking", "How well it ranks", RankingSection.of(facts)),
                new Section(
                    "calibration", "Are its probabilities right?", CalibrationSection.of(facts)),
                new Section(
                    "decisions", "Thresholds and value", DecisionSection.of(facts.judgement())),
                new Section("reasons", "What it looks at", ReasonSection.of(data)),
                new Section(
                    "changes",
                    "What would change the answer",
                    data.counterfactuals().map(CounterfactualSection::of).orElse("")),
                new Section("slices", "Slices", SliceSection.of(facts.judgement().slices())),
                new Section("search", "Families and search", SearchSection.of(facts)),
                new Section("baseline", "Comparison with another model", BaselineSection.of(facts)),
                new Section(
                    "again", "Parity, limits and reproduction", ReproducibilitySection.of(facts)),
                new Section("glossary", "Glossary", Glossary.html()))
            .stream()
            .filter(section -> !section.content().isEmpty())
            .toList();
    StringBuilder page = new StringBuilder(200_000);
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
        .append(
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>")
        .append(Html.text(facts.model()))
        .append(": model report</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<header>\n<h1>")
        .append(Html.text(facts.model()))
        .append("</h1>\n<p class=\"meta\">Model report · ")
        .append(Html.text(facts.family()))
        .append(" · created ")
        .append(Html.text(facts.created()))
        .append("</p>\n<nav aria-label=\"Sections\"><ul>");
    for (Section section : sections) {
      page.append("<li><a href=\"#")
          .append(section.id())
          .append("\">")
          .append(section.title())
          .append("</a></li>");
    }
    page.append("</ul></nav>\n</header>\n<main>\n");
    for (Section section : sections) {
      page.append(Html.section(section.id(), section.title(), section.content()));
    }
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private static String style() {
    try (InputStream css =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"))) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the style sheet of the report", e);
    }
  }
}
