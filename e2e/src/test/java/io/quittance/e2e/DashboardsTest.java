package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Checks the dashboards without running anything.
class DashboardsTest {

  static List<JsonNode> dashboards() {
    return Dashboards.files();
  }

  @Test
  void everyDashboardHasAUniqueFixedUid() {
    List<String> uids = Dashboards.files().stream().map(d -> d.path("uid").asText()).toList();

    assertEquals(uids.size(), new HashSet<>(uids).size());
    assertTrue(
        uids.stream().allMatch(uid -> uid.matches("quittance-[a-z-]{1,30}")), uids::toString);
    assertEquals(2, uids.size());
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panelsAreDistinctDescribedAndDoNotOverlap(JsonNode dashboard) {
    Set<Integer> ids = new HashSet<>();
    Set<String> cells = new HashSet<>();

    assertTrue(dashboard.path("id").isMissingNode(), "a dashboard must have no database id");
    for (JsonNode panel : Dashboards.panels(dashboard)) {
      String title = panel.path("title").asText();
      assertTrue(
          ids.add(panel.path("id").asInt()), () -> "the id of panel " + title + " is used twice");
      assertFalse(title.isBlank());
      assertFalse(panel.path("description").asText().isBlank(), title);
      JsonNode at = panel.path("gridPos");
      for (int x = at.path("x").asInt(); x < at.path("x").asInt() + at.path("w").asInt(); x++) {
        for (int y = at.path("y").asInt(); y < at.path("y").asInt() + at.path("h").asInt(); y++) {
          assertTrue(x < 24, title);
          assertTrue(cells.add(x + "/" + y), () -> "panel " + title + " overlaps another panel");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyQueryUsesTheSelectedDataSource(JsonNode dashboard) {
    JsonNode variable = dashboard.path("templating").path("list").path(0);

    assertEquals("datasource", variable.path("name").asText());
    assertEquals("datasource", variable.path("type").asText());
    assertEquals("prometheus", variable.path("query").asText());
    for (JsonNode source : dashboard.findValues("datasource")) {
      if (source.isObject() && !source.path("uid").asText().equals("-- Grafana --")) {
        assertEquals("${datasource}", source.path("uid").asText(), source.toString());
        assertEquals("prometheus", source.path("type").asText(), source.toString());
      }
    }
    for (JsonNode panel : Dashboards.panels(dashboard)) {
      panel
          .path("targets")
          .forEach(target -> assertTrue(target.path("datasource").isObject(), panel.toString()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sum by (le, job) (rate(a_total{x=\"b_total\"}[5m])) / clamp_min(c, 1e-9) ; 'a_total,c'",
        "a_total or vector(0) ; a_total",
        "topk(10, max by (feature) (psi)) > 0.5 ; psi",
        "up{job=~\"x|y\"} == 0 and on (job) z:rate5m ; 'up,z:rate5m'"
      })
  void metricNamesAreFoundInQueries(String query, String names) {
    assertEquals(Set.of(names.split(",")), Dashboards.metrics(query));
  }

  @Test
  void grafanasTypesAcceptEveryDashboardAndRejectAWrongOne() {
    ObjectNode dashboards = JsonNodeFactory.instance.objectNode();
    Dashboards.files().forEach(d -> dashboards.set(d.path("uid").asText(), d));
    ObjectNode wrong = dashboards.deepCopy();
    ((ObjectNode) wrong.iterator().next()).put("refersh", "10s");

    Project.Output accepted = Project.nodeCheck("grafana", dashboards.toString());
    Project.Output refused = Project.nodeCheck("grafana", wrong.toString());

    assertEquals(0, accepted.status(), accepted.text());
    assertEquals(1, refused.status(), refused.text());
    assertTrue(refused.text().contains("refersh"), refused.text());
  }
}
