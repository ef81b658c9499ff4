package io.quittance.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Compares the table of packages in the README with the imports of the sources.
class ReadmeTest {

  private static final Path SOURCES = Path.of("src/main/java/io/quittance/core");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)` \\| .* \\|(.*)\\|$");
  private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?io\\.quittance\\.core\\.([a-z.]+)\\.[A-Z]");

  @Test
  void thePackagesUseWhatTheReadmeSays() throws IOException {
    assertEquals(imported(), new TreeMap<>(listed()));
  }

  @Test
  void aPackageUsesOnlyWhatStandsAboveIt() throws IOException {
    Set<String> above = new HashSet<>();
    Set<String> below = new TreeSet<>();
    listed()
        .forEach(
            (name, uses) -> {
              uses.stream().filter(used -> !above.contains(used)).forEach(below::add);
              above.add(name);
            });

    assertEquals(Set.of(), below);
  }

  private static Map<String, Set<String>> listed() throws IOException {
    Map<String, Set<String>> listed = new LinkedHashMap<>();
    ROW.matcher(Files.readString(Path.of("README.md")))
        .results()
        .forEach(
            row ->
                listed.put(
                    row.group(1),
                    NAME.matcher(row.group(2))
                        .results()
                        .map(name -> name.group(1))
                        .collect(Collectors.toCollection(TreeSet::new))));
    return listed;
  }

  private static SortedMap<String, Set<String>> imported() throws IOException {
    SortedMap<String, Set<String>> imported = new TreeMap<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String own = SOURCES.relativize(file).getParent().toString().replace('/', '.');
        Set<String> uses = imported.computeIfAbsent(own, _ -> new TreeSet<>());
        IMPORT
            .matcher(Files.readString(file))
            .results()
            .map(used -> used.group(1))
            .filter(used -> !used.equals(own))
            .forEach(uses::add);
      }
    }
    return imported;
  }
}
