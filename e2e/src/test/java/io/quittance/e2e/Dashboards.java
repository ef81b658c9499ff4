package io.quittance.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the dashboards and alerts of the project.
final class Dashboards {

  private static final Pattern LABELS = Pattern.compile("\\{[^}]*}");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w:$])([a-zA-Z_:][\\w:]*)(?!\\s*\\(|[\\w:])");
  private static final Pattern WINDOW = Pattern.compile("\\[[^]]*]");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
  private static final Set<String> KEYWORDS =
      Set.of(
          "and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring", "inf", "nan");

  private Dashboards() {}

  /// A query of a panel, with Grafana's variables replaced.
  ///
  /// @param legend legend format, which refers to labels of the result as `{{label}}`
  /// @param instant whether Grafana requests only the newest value
  record Query(String dashboard, String panel, String expression, String legend, boolean instant) {

    /// Returns the names of the labels that the legend shows.
    Set<String> labels() {
      return all(PLACEHOLDER, legend);
    }

    @Override
    public String toString() {
      return "%s, %s: %s".formatted(dashboard, panel, expression);
    }
  }

  static List<JsonNode> files() {
    try (Stream<Path> files = Files.list(Project.root().resolve("grafana/dashboards"))) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(Dashboards::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) {
    return RestClient.parse(Project.read(Project.root().relativize(file).toString()));
  }

  /// Returns all panels, including those inside rows.
  static List<JsonNode> panels(JsonNode parent) {
    List<JsonNode> panels = new ArrayList<>();
    for (JsonNode panel : parent.path("panels")) {
      panels.add(panel);
      panels.addAll(panels(panel));
    }
    return panels;
  }

  static List<Query> queries() {
    return files().stream().flatMap(Dashboards::queries).toList();
  }

  private static Stream<Query> queries(JsonNode dashboard) {
    return panels(dashboard).stream()
        .flatMap(
            panel ->
                panel
                    .path("targets")
                    .valueStream()
                    .map(
                        target ->
                            new Query(
                                dashboard.path("uid").asText(),
                                panel.path("title").asText(),
                                concrete(target.path("expr").asText()),
                                target.path("legendFormat").asText(),
                                target.path("instant").asBoolean())));
  }

  private static String concrete(String expression) {
    return expression
        .replace("$__rate_interval", "1m")
        .replace("$__interval", "15s")
        .replace("$__range", "5m");
  }

  /// Returns the expressions of the alert rules.
  static List<String> alerts() {
    try {
      JsonNode rules =
          new YAMLMapper().readTree(Project.read("deploy/compose/prometheus/alerts.yml"));
      return rules
          .path("groups")
          .valueStream()
          .flatMap(group -> group.path("rules").valueStream())
          .map(rule -> rule.path("expr").asText())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the names of the metrics in a query.
  static Set<String> metrics(String expression) {
    String bare = expression.replaceAll("\"[^\"]*\"", "");
    for (Pattern irrelevant : List.of(LABELS, GROUPING, WINDOW)) {
      bare = irrelevant.matcher(bare).replaceAll(" ");
    }
    return all(NAME, bare).stream()
        .filter(name -> !KEYWORDS.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> all(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
