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
          "`((?:core|messaging|web|laboratory|simulator|embedded|testkit|scoring|feedback|retraining|registry|local|e2e|deploy|grafana|docs)/[A-Za-z0-9_./-]+)`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Pattern COMMAND = Pattern.compile("\\./quittance ([a-z]+)");

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(Repository.root(), 6)) {
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
    // Given
    String text = Files.readString(page);

    // Then
    for (String path : all(PATH, text)) {
      assertTrue(Files.exists(Repository.root().resolve(path)), () -> page + " names " + path);
    }
    for (String link : all(LINK, text)) {
      assertTrue(Files.exists(page.resolveSibling(link)), () -> page + " links to " + link);
    }
  }

  @Test
  void theArchitecturePageNamesTheFilesOfTheTour() {
    assertTrue(all(PATH, Repository.read("ARCHITECTURE.md")).size() >= 10);
  }

  @Test
  void everyCommandTheDocumentationShowsIsOneThatHelpLists() throws IOException {
    // Given
    String help = Repository.run(Repository.root(), "", List.of("./quittance", "help")).text();
    Set<String> shown = new TreeSet<>();
    for (Path page : pages()) {
      shown.addAll(all(COMMAND, Files.readString(page)));
    }

    // When
    Set<String> unknown =
        shown.stream()
            .filter(command -> !Pattern.compile("(?m)^\\s+" + command + "\\b").matcher(help).find())
            .collect(Collectors.toCollection(TreeSet::new));

    // Then
    assertEquals(Set.of(), unknown, help);
  }

  @Test
  void everyModuleHasAReadme() throws IOException {
    Matcher modules = Pattern.compile("<module>(.*?)</module>").matcher(Repository.read("pom.xml"));
    while (modules.find()) {
      Path readme = Repository.root().resolve(modules.group(1)).resolve("README.md");
      assertTrue(Files.exists(readme), readme.toString());
    }
  }

  @Test
  void everyTestThatTheReadmeNamesExists() throws IOException {
    // Given
    Set<String> named =
        all(Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT))`"), Repository.read("README.md"));

    // When
    Set<String> existing;
    try (Stream<Path> files = Files.walk(Repository.root())) {
      existing =
          files
              .filter(file -> file.toString().contains("/src/test/java/"))
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .collect(Collectors.toSet());
    }

    // Then
    assertTrue(existing.containsAll(named), () -> named + " but not all are in " + existing);
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
