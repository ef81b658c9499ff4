package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Documentation names only what exists.
class DocumentationTest {

  private static final Pattern PATH =
      Pattern.compile(
          "`((?:core|messaging|web|laboratory|simulator|embedded|testkit|scoring|feedback|retraining|registry|console|local|e2e|deploy|grafana|docs)/[A-Za-z0-9_./-]+)`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Pattern COMMAND = Pattern.compile("\\./quittance ([a-z]+)");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern TYPE =
      Pattern.compile("(?<![\\w.@-])([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)");
  private static final String ALERTS = "deploy/compose/prometheus/alerts.yml";
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
  private static final Pattern DECLARATION =
      Pattern.compile("\\b(?:class|record|interface|enum)\\s+([A-Z]\\w+)");

  /// Words of others that look like types.
  private static final Set<String> OUTSIDE = Set.of("NaN");

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(Project.root(), 6)) {
      return files
          .filter(f -> f.toString().endsWith(".md"))
          .filter(f -> !f.toString().contains("/target/"))
          .filter(f -> !f.toString().contains("/node_modules/"))
          .filter(f -> !f.toString().contains("/."))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPathAndLinkExists(Path page) throws IOException {
    String text = Files.readString(page);

    for (String path : all(PATH, text)) {
      assertTrue(Files.exists(Project.root().resolve(path)), () -> page + " names " + path);
    }
    for (String link : all(LINK, text)) {
      assertTrue(Files.exists(page.resolveSibling(link)), () -> page + " links to " + link);
    }
  }

  @Test
  void everyCommandTheDocumentationShowsIsOneThatHelpLists() throws IOException {
    String help = Script.run("help");
    Set<String> shown = new TreeSet<>();
    for (Path page : pages()) {
      shown.addAll(all(COMMAND, Files.readString(page)));
    }

    Set<String> unknown =
        shown.stream()
            .filter(command -> !Pattern.compile("(?m)^\\s+" + command + "\\b").matcher(help).find())
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(Set.of(), unknown, help);
  }

  @Test
  void everyModuleHasAReadme() throws IOException {
    Matcher modules = Pattern.compile("<module>(.*?)</module>").matcher(Project.read("pom.xml"));
    while (modules.find()) {
      Path readme = Project.root().resolve(modules.group(1)).resolve("README.md");
      assertTrue(Files.exists(readme), readme.toString());
    }
  }

  /// Nested types and alerts count too. A word with one hump, such as `Search`, is not checked:
  /// prose uses it.
  @Test
  void everyTypeTheDocumentationNamesExists() throws IOException {
    Set<String> existing = typesInSources();
    Set<String> unknown = new TreeSet<>();

    for (Path page : pages()) {
      for (String code : all(CODE, Files.readString(page))) {
        for (String type : all(TYPE, code)) {
          if (!existing.contains(type) && !OUTSIDE.contains(type)) {
            unknown.add(Project.root().relativize(page) + " names " + type);
          }
        }
      }
    }

    assertEquals(Set.of(), unknown);
  }

  private static Set<String> typesInSources() throws IOException {
    Set<String> types = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Project.root())) {
      for (Path source : files.filter(DocumentationTest::isSource).toList()) {
        types.add(source.getFileName().toString().replace(".java", ""));
        types.addAll(all(DECLARATION, Files.readString(source)));
      }
    }
    types.addAll(all(ALERT, Files.readString(Project.root().resolve(ALERTS))));
    return types;
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java")
        && file.toString().contains("/src/")
        && !file.toString().contains("/target/");
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
