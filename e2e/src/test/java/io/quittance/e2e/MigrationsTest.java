package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Migrations of a service are numbered 1, 2, 3 and so on: with a number twice the service does not
/// start, and two changes that are made side by side easily take the same one.
class MigrationsTest {

  private static final Pattern NAME = Pattern.compile("V(\\d+)__\\w+\\.sql");

  @ParameterizedTest
  @ValueSource(strings = {"scoring", "feedback", "retraining", "registry"})
  void migrationsOfAServiceAreNumberedWithoutGapsOrRepeats(String service) throws IOException {
    List<Path> files = files(service);

    List<Integer> numbers = files.stream().map(MigrationsTest::number).sorted().toList();

    assertFalse(numbers.isEmpty());
    assertEquals(IntStream.rangeClosed(1, numbers.size()).boxed().toList(), numbers, service);
  }

  @Test
  void noOtherModuleHasMigrations() throws IOException {
    for (String module : List.of("core", "messaging", "web", "laboratory", "simulator", "local")) {
      assertEquals(List.of(), files(module));
    }
  }

  private static List<Path> files(String module) throws IOException {
    Path directory = Project.root().resolve(module).resolve("src/main/resources");
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(directory)) {
      return found.filter(file -> file.toString().endsWith(".sql")).toList();
    }
  }

  private static int number(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      throw new AssertionError(file + " is not named like V3__what_it_does.sql");
    }
    return Integer.parseInt(name.group(1));
  }
}
