package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Compares the table of packages with the sources. To write it again:
///
/// ```
/// ./mvnw -q -Dquick -pl e2e -am test -Dtest=PackagesPageTest -Dquittance.docs.write=true \
///   -Dsurefire.failIfNoSpecifiedTests=false
/// ```
class PackagesPageTest {
  private static final String PAGE = "docs/reference/packages.md";
  private static final String SOURCES = "src/main/java/io/quittance";

  /// A table that had to change with every class would only be in the way.
  private static final int TOLERANCE = 3;

  private static final Pattern MODULE = Pattern.compile("<module>(\\w+)</module>");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([\\w.]+)` \\| (\\d+) \\| (.+) \\|$");

  /// @param does the first sentence of the package's documentation
  private record Packaged(String name, int types, String does) {}

  @Test
  void theTableListsEveryPackageWithItsSize() throws IOException {
    Map<String, List<Packaged>> modules = modules();
    if (Boolean.getBoolean("quittance.docs.write")) {
      Files.writeString(Project.root().resolve(PAGE), page(modules));
    }
    List<Packaged> actual = modules.values().stream().flatMap(List::stream).toList();

    Map<String, Integer> listed = new LinkedHashMap<>();
    for (MatchResult row : ROW.matcher(Project.read(PAGE)).results().toList()) {
      listed.put(row.group(1), Integer.parseInt(row.group(2)));
    }

    assertEquals(actual.stream().map(Packaged::name).collect(Collectors.toSet()), listed.keySet());
    for (Packaged p : actual) {
      int types = listed.getOrDefault(p.name(), 0);
      assertTrue(Math.abs(types - p.types()) <= TOLERANCE, () -> p + " is listed with " + types);
    }
  }

  private static Map<String, List<Packaged>> modules() throws IOException {
    Map<String, List<Packaged>> modules = new LinkedHashMap<>();
    for (MatchResult module : MODULE.matcher(Project.read("pom.xml")).results().toList()) {
      Path sources = Project.root().resolve(module.group(1)).resolve(SOURCES);
      try (Stream<Path> directories = Files.walk(sources)) {
        modules.put(
            module.group(1),
            directories
                .filter(directory -> Files.exists(directory.resolve("package-info.java")))
                .sorted()
                .map(directory -> packaged(sources, directory))
                .toList());
      }
    }
    return modules;
  }

  private static Packaged packaged(Path sources, Path directory) {
    String name = sources.relativize(directory).toString().replace('/', '.');
    try (Stream<Path> files = Files.list(directory)) {
      long types =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".java") && !file.equals("package-info.java"))
              .count();
      return new Packaged(
          name, (int) types, sentence(Files.readString(directory.resolve("package-info.java"))));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The first sentence of a Markdown Javadoc.
  private static String sentence(String source) {
    String text =
        source
            .lines()
            .filter(line -> line.startsWith("///"))
            .map(line -> line.substring(3).strip())
            .collect(Collectors.joining(" "))
            .replaceAll("\\[(\\w+)]", "`$1`");
    int end = text.indexOf(". ");
    return (end < 0 ? text : text.substring(0, end + 1)).replace("|", "\\|");
  }

  private static String page(Map<String, List<Packaged>> modules) {
    StringBuilder page =
        new StringBuilder(
            """
            # Packages

            Every package with its number of top-level types and the first sentence of its documentation. `PackagesPageTest` compares
            this page with the sources and can write it again.
            """);
    modules.forEach(
        (module, packages) -> {
          page.append("\n## ").append(module).append('\n');
          page.append(
              "\nTypes: %d, packages: %d.\n"
                  .formatted(packages.stream().mapToInt(Packaged::types).sum(), packages.size()));
          page.append("\n| Package | Types | What it holds |\n|---|---|---|\n");
          for (Packaged p : packages) {
            page.append("| `%s` | %d | %s |\n".formatted(p.name(), p.types(), p.does()));
          }
        });
    return page.toString();
  }
}
