package io.quittance.laboratory.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.laboratory.evaluation.Judgement;
import io.quittance.laboratory.evaluation.ModelCard;
import io.quittance.laboratory.evaluation.ModelFacts;
import io.quittance.laboratory.metric.RankingFigures.Metric;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class HtmlReportTest {

  private static final SampleReport SAMPLE = new SampleReport(4);
  private static final ReportData DATA = SAMPLE.data();
  private static final String HTML = HtmlReport.write(DATA);

  @Test
  void isWellFormedAndItsLinksLeadToSections() throws Exception {
    Document document = parsed(HTML);
    Set<String> ids = new HashSet<>();
    elements(document, "section").forEach(section -> ids.add(section.getAttribute("id")));
    assertEquals(12, ids.size());
    elements(document, "a")
        .forEach(link -> assertTrue(ids.contains(link.getAttribute("href").substring(1))));
  }

  @Test
  void needsNothingFromElsewhere() {
    assertFalse(HTML.contains("http:") || HTML.contains("https:") || HTML.contains("//"));
    assertFalse(HTML.contains("<script") || HTML.contains("@import") || HTML.contains("url("));
    assertFalse(HTML.contains("<link") || HTML.contains("<img") || HTML.contains("src="));
    assertTrue(HTML.contains("prefers-color-scheme: dark") && HTML.contains("@media print"));
  }

  @Test
  void everyPictureTellsWhatItShows() throws Exception {
    List<Element> pictures = elements(parsed(HTML), "svg");

    assertTrue(pictures.size() >= 16, "pictures: " + pictures.size());
    for (Element picture : pictures) {
      assertEquals("img", picture.getAttribute("role"));
      assertTrue(picture.getAttribute("aria-label").length() > 20);
    }
  }

  /// No coordinate is outside of its picture or not a number.
  @Test
  void nothingIsDrawnOutsideOfItsPicture() throws Exception {
    assertFalse(HTML.contains("NaN") || HTML.contains("Infinity"));
    for (Element picture : elements(parsed(HTML), "svg")) {
      String[] box = picture.getAttribute("viewBox").split(" ", -1);
      for (String tag : List.of("circle", "line", "rect", "text")) {
        for (Element mark : elements(picture, tag)) {
          for (String name : List.of("x", "cx", "x1", "x2")) {
            assertInside(mark, name, Double.parseDouble(box[2]));
          }
          for (String name : List.of("y", "cy", "y1", "y2")) {
            assertInside(mark, name, Double.parseDouble(box[3]));
          }
        }
      }
    }
  }

  private static void assertInside(Element mark, String name, double end) {
    if (mark.hasAttribute(name)) {
      double at = Double.parseDouble(mark.getAttribute(name));
      assertTrue(at >= 0 && at <= end, mark.getTagName() + " " + name + " " + at + " of " + end);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "a&b;<!--",
        "]]>\u0000\u0008 end",
        "https://elsewhere.example/x"
      })
  void escapesHostileNames(String name) throws Exception {
    String html = HtmlReport.write(SampleReport.withFirstFeatureNamed(name).data());
    Document document = parsed(html);
    assertEquals(0, elements(document, "script").size() + elements(document, "img").size());
    String shown = name.replaceAll("[\u0000\u0008]", "\uFFFD");
    assertTrue(
        elements(document, "title").stream()
            .anyMatch(title -> title.getTextContent().startsWith(shown)));
    for (Element element : elements(document, "*")) {
      assertFalse(element.hasAttribute("onerror") || element.hasAttribute("onmouseover"));
      assertFalse(element.hasAttribute("src") || element.getAttribute("href").startsWith("http"));
    }
  }

  @Test
  void numbersShownAreThoseOfTheData() throws Exception {
    Judgement judgement = DATA.facts().judgement();
    List<Element> tiles =
        elements(parsed(HTML), "ul").stream()
            .filter(list -> list.getAttribute("class").equals("tiles"))
            .flatMap(list -> elements(list, "li").stream())
            .toList();
    List<String> expected = new ArrayList<>();
    expected.add(String.format(Locale.ROOT, "%.4f", judgement.deLong().value()));
    for (Metric metric :
        List.of(
            Metric.PR_AUC,
            Metric.GINI,
            Metric.KS,
            Metric.LOG_LOSS,
            Metric.BRIER,
            Metric.CALIBRATION_ERROR)) {
      expected.add(String.format(Locale.ROOT, "%.4f", judgement.figure(metric).value()));
    }
    expected.add(String.format(Locale.ROOT, "%.2f", judgement.tops().getFirst().lift().value()));
    assertEquals(
        expected,
        tiles.stream()
            .map(tile -> tile.getElementsByTagName("b").item(0).getTextContent())
            .toList());
    assertTrue(HTML.contains(DATA.facts().reproducibility().getFirst().value()));
    assertTrue(HTML.contains("It is better than champion version 3"));
  }

  /// The line of the ROC curve, read back from the picture, has the area that is told.
  @Test
  void theRocCurveIsDrawnWhereItIs() throws Exception {
    Element picture =
        elements(parsed(HTML), "svg").stream()
            .filter(svg -> svg.getAttribute("aria-label").startsWith("ROC"))
            .findFirst()
            .orElseThrow();
    String path =
        elements(picture, "path").stream()
            .filter(line -> line.getAttribute("class").equals("l1"))
            .findFirst()
            .orElseThrow()
            .getAttribute("d");
    Matcher points = Pattern.compile("([\\d.]+) ([\\d.]+)").matcher(path);
    double area = 0;
    double lastX = 66;
    double lastY = 330;
    while (points.find()) {
      double x = Double.parseDouble(points.group(1));
      double y = Double.parseDouble(points.group(2));
      area += (x - lastX) * (330 - (y + lastY) / 2);
      lastX = x;
      lastY = y;
    }
    assertEquals(DATA.facts().judgement().deLong().value(), area / (542 - 66) / (330 - 12), 0.004);
  }

  @Test
  void tellsWhichFeaturesEarnTheirPlace() {
    String report = HtmlReport.write(DATA);
    String card = ModelCard.text(DATA.facts());
    String sentence = "1 of 2 features beat every shuffled copy in at least 50 % of 10 shufflings";
    assertTrue(report.contains(sentence), "report");
    assertTrue(report.contains("idle &lt;column&gt;</td><td class=\"number\">−0.00020</td>"));
    assertTrue(card.contains(sentence), card);
    assertTrue(card.contains("idle \\<column\\>. They stay in the model"), card);
  }

  @Test
  void tellsWhatWouldChangeTheAnswer() throws Exception {
    Element section =
        elements(parsed(HTML), "section").stream()
            .filter(one -> one.getAttribute("id").equals("changes"))
            .findFirst()
            .orElseThrow();
    List<String> rows =
        elements(section, "tbody").stream()
            .flatMap(body -> elements(body, "tr").stream())
            .map(
                row ->
                    String.join(
                        "|", elements(row, "td").stream().map(Element::getTextContent).toList()))
            .toList();
    assertEquals(
        List.of(
            "8|0.3000|days_past_due: 40 → 12region_code: <south> → north|0.6100",
            "9|0.6200|no small change was found|"),
        rows);
    assertTrue(section.getTextContent().contains("Unchanged: age."));
  }

  @Test
  void leavesOutWhatThereIsNot() throws Exception {
    ModelFacts full = DATA.facts();
    ModelFacts bare =
        new ModelFacts(
            full.model(),
            full.purpose(),
            full.positive(),
            full.family(),
            full.created(),
            full.data(),
            List.of(),
            new ModelFacts.SearchFacts("none", "none", 1, 0, 0, List.of()),
            full.calibration(),
            full.judgement(),
            Optional.empty(),
            "",
            List.of(),
            List.of(),
            Optional.empty());
    Document document =
        parsed(
            HtmlReport.write(
                new ReportData(bare, Optional.empty(), List.of(), List.of(), Optional.empty())));
    List<String> ids =
        elements(document, "section").stream().map(section -> section.getAttribute("id")).toList();
    assertFalse(
        Stream.of("reasons", "changes", "search", "baseline", "again").anyMatch(ids::contains));
    assertTrue(ids.containsAll(List.of("summary", "data", "ranking", "calibration", "glossary")));
  }

  @Test
  void equalDataGiveEqualBytes() {
    assertEquals(HTML, HtmlReport.write(new SampleReport(4).data()));
  }

  @Test
  void theCardTellsTheSame() {
    String card = ModelCard.text(DATA.facts());
    Judgement judgement = DATA.facts().judgement();
    assertTrue(
        card.contains(
            String.format(
                Locale.ROOT,
                "| PR-AUC (average precision) | %.4f |",
                judgement.figure(Metric.PR_AUC).value())));
    assertTrue(card.contains("| stacked | 1 | 0.41218 |"));
    assertTrue(card.contains("Calibration beta, used"));
    assertTrue(card.contains("predicted too low"));
    assertTrue(card.contains("## Comparison with champion version 3"));
    assertFalse(card.contains("null") || card.contains("NaN"));
  }

  private static Document parsed(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  private static List<Element> elements(Document document, String tag) {
    return elements(document.getElementsByTagName(tag));
  }

  private static List<Element> elements(Element parent, String tag) {
    return elements(parent.getElementsByTagName(tag));
  }

  private static List<Element> elements(NodeList nodes) {
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
