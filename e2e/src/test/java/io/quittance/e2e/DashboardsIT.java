package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.local.launch.Part;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Runs every query of every dashboard, and every alert, on a real Prometheus that scrapes the
/// platform after a model has been trained, promoted and measured.
@ExtendWith(SharedPlatform.class)
@Order(2_000_000_002)
class DashboardsIT {

  /// Long enough for Prometheus to scrape the newest values several times, on a busy machine too.
  private static final Duration SCRAPES = Duration.ofMinutes(2);

  private static PrometheusServer prometheus;

  @BeforeAll
  static void start(WholePlatform platform) {
    assumeTrue(Project.has("prometheus"), "skipped: needs prometheus (Debian: package prometheus)");
    prometheus = PrometheusServer.start(platform);
    SmallLoop.run(platform);
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  @Test
  void everyServiceAndTheConsoleAreScraped() {
    List<JsonNode> targets = prometheus.targets().valueStream().toList();
    assertEquals(Part.programs().count(), targets.size());
    for (JsonNode target : targets) {
      assertEquals("up", target.path("health").asText(), target.toString());
    }
  }

  @Test
  void everyQueryOfADashboardSucceedsWithData() {
    List<Dashboards.Query> queries = Dashboards.queries();

    long deadline = System.nanoTime() + SCRAPES.toNanos();
    Awaitility.await()
        .atMost(SCRAPES.plusMinutes(1))
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> faults(queries).isEmpty() || System.nanoTime() - deadline > 0);

    long failed = queries.stream().filter(query -> !ask(query).error().isEmpty()).count();
    long empty = queries.stream().filter(query -> ask(query).isEmpty()).count();
    long panels = Dashboards.files().stream().mapToLong(d -> Dashboards.panels(d).size()).sum();
    System.out.printf(
        "dashboards: %d, panels: %d, queries: %d, failed: %d, empty: %d%n",
        Dashboards.files().size(), panels, queries.size(), failed, empty);
    assertEquals(List.of(), faults(queries));
  }

  @Test
  void everyMetricNamedByADashboardOrAlertExists() {
    Set<String> named = new TreeSet<>();
    Stream.concat(
            Dashboards.queries().stream().map(Dashboards.Query::expression),
            Dashboards.alerts().stream())
        .forEach(expression -> named.addAll(Dashboards.metrics(expression)));

    Set<String> unknown = new TreeSet<>(named);
    unknown.removeAll(prometheus.metrics());
    System.out.printf("metrics named: %d, unknown: %d%n", named.size(), unknown.size());
    assertEquals(Set.of(), unknown);
  }

  @Test
  void everyAlertIsEvaluatedWithoutError() {
    Awaitility.await()
        .atMost(SCRAPES.plusMinutes(1))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> rules().stream().allMatch(rule -> rule.path("health").asText().equals("ok")));

    assertEquals(Dashboards.alerts().size(), rules().size());
    Awaitility.await()
        .alias("the dead letter in the traffic fires the alert DeadLetters")
        .atMost(SCRAPES.plusMinutes(1))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                rules().stream()
                    .filter(rule -> rule.path("state").asText().equals("firing"))
                    .map(rule -> rule.path("name").asText())
                    .toList()
                    .equals(List.of("DeadLetters")));
    System.out.printf("alerts: %d, errors: 0%n", rules().size());
  }

  private static List<JsonNode> rules() {
    return prometheus
        .rules()
        .valueStream()
        .flatMap(group -> group.path("rules").valueStream())
        .toList();
  }

  private static List<String> faults(List<Dashboards.Query> queries) {
    return queries.stream().flatMap(query -> faults(query).stream()).toList();
  }

  private static List<String> faults(Dashboards.Query query) {
    PrometheusServer.Result result = ask(query);
    if (!result.error().isEmpty()) {
      return List.of(query + " fails: " + result.error());
    }
    if (result.isEmpty()) {
      return List.of(query + " returns no data");
    }
    return query.labels().stream()
        .filter(label -> !result.has(label))
        .map(label -> "%s has series without the label %s of its legend".formatted(query, label))
        .toList();
  }

  private static PrometheusServer.Result ask(Dashboards.Query query) {
    return query.instant()
        ? prometheus.instant(query.expression())
        : prometheus.range(query.expression());
  }
}
