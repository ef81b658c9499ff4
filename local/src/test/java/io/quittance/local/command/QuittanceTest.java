package io.quittance.local.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuittanceTest {

  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("wrongUsage")
  void wrongUsageEndsWithTwo(List<String> arguments) {
    assertEquals(2, Quittance.run(arguments.toArray(String[]::new)));
  }

  static Stream<List<String>> wrongUsage() {
    return Stream.of(
        List.of(),
        List.of("fly"),
        List.of("up", "--port-offset", "many"),
        List.of("logs"),
        List.of("simulate", "--days", "3"),
        List.of("simulate", "--out", "x", "--to-kafka"));
  }

  @Test
  void whereNothingRunsStatusAndTokenEndWithOneAndDownWithZero() {
    // Given
    String data = directory.toString();

    // Then
    assertEquals(1, Quittance.run("status", "--data", data));
    assertEquals(1, Quittance.run("status", "--json", "--data", data));
    assertEquals(1, Quittance.run("token", "viewer", "--data", data));
    assertEquals(1, Quittance.run("logs", "scoring", "--data", data));
    assertEquals(0, Quittance.run("down", "--data", data));
  }

  @Test
  void simulatingIntoFilesGivesTheSameBytesForTheSameSeed() throws IOException {
    // Given
    String[] command = {"simulate", "--accounts", "60", "--days", "8", "--seed", "4", "--out"};

    // When
    for (String name : List.of("a", "b")) {
      String[] whole =
          Stream.concat(Stream.of(command), Stream.of(directory.resolve(name).toString()))
              .toArray(String[]::new);
      assertEquals(0, Quittance.run(whole));
    }

    // Then
    for (String file : List.of("account-events.ndjson", "outcomes.ndjson")) {
      Path first = directory.resolve("a").resolve(file);
      assertTrue(Files.size(first) > 1_000, file);
      assertEquals(-1, Files.mismatch(first, directory.resolve("b").resolve(file)), file);
    }
  }

  @Test
  void aModelThatIsNoFileNeedsARunningPlatform() {
    // Given
    String platform = directory.toString();

    // Then
    assertEquals(
        1,
        Quittance.run(
            "score",
            "--model",
            "payment-30d",
            "--platform",
            platform,
            "--data",
            "a",
            "--out",
            "b"));
  }

  @Test
  void theHeapOfACommandFollowsTheSizeOfItsData() throws IOException {
    // Given
    Path text = directory.resolve("rows.csv");
    Path compressed = directory.resolve("rows.csv.gz");
    Files.write(text, new byte[10 << 20]);
    Files.write(compressed, new byte[10 << 20]);

    // Then
    assertEquals(512, JarCommand.heap(List.of("train", "--target", "y")));
    assertEquals(512, JarCommand.heap(List.of("train", "--data", "absent.csv")));
    assertEquals(592, JarCommand.heap(List.of("train", "--data", text.toString())));
    assertEquals(992, JarCommand.heap(List.of("score", "--data=" + compressed)));

    // Given
    Path decisions = directory.resolve("decisions.ndjson");
    Files.write(decisions, new byte[10 << 20]);

    // Then
    assertEquals(522, JarCommand.heap(List.of("plan", "--decisions", decisions.toString())));
    assertEquals(612, JarCommand.heap(List.of("plan", "--decisions=" + compressed)));
  }

  @Test
  void aDirectoryWithOtherThingsIsNeverEmptied() throws IOException {
    // Given
    Path precious = Files.writeString(directory.resolve("thesis.txt"), "42");

    // Then
    assertThrows(CommandFailedException.class, () -> CleanDirectory.prepare(directory));
    assertTrue(Files.exists(precious));
  }

  @Test
  void anEarlierDemoIsEmptied() throws IOException {
    // Given
    Path demo = directory.resolve("demo");
    CleanDirectory.prepare(demo);
    Path old = Files.writeString(demo.resolve("run/old"), "1");

    // When
    CleanDirectory.prepare(demo);

    // Then
    assertEquals(false, Files.exists(old));
    assertTrue(Files.isDirectory(demo.resolve("run")));
  }
}
