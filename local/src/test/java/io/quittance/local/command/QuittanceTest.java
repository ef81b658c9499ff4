package io.quittance.local.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.PidFile;
import io.quittance.embedded.process.ProcessSpec;
import io.quittance.local.jar.JarCommand;
import io.quittance.local.launch.Layout;
import io.quittance.local.option.CommandFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        List.of("up", "--patience", "much"),
        List.of("demo", "--patience", "0"),
        List.of("logs"),
        List.of("simulate", "--days", "3"),
        List.of("simulate", "--out", "x", "--to-kafka"));
  }

  @Test
  void whereNothingRunsStatusAndTokenEndWithOneAndDownWithZero() {
    String data = directory.toString();

    assertEquals(1, Quittance.run("status", "--data", data));
    assertEquals(1, Quittance.run("status", "--json", "--data", data));
    assertEquals(1, Quittance.run("token", "viewer", "--data", data));
    assertEquals(1, Quittance.run("logs", "scoring", "--data", data));
    assertEquals(0, Quittance.run("down", "--data", data));
  }

  @Test
  void simulatingIntoFilesGivesTheSameBytesForTheSameSeed() throws IOException {
    String[] command = {"simulate", "--accounts", "60", "--days", "8", "--seed", "4", "--out"};

    for (String name : List.of("a", "b")) {
      String[] whole =
          Stream.concat(Stream.of(command), Stream.of(directory.resolve(name).toString()))
              .toArray(String[]::new);
      assertEquals(0, Quittance.run(whole));
    }

    for (String file : List.of("account-events.ndjson", "outcomes.ndjson")) {
      Path first = directory.resolve("a").resolve(file);
      assertTrue(Files.size(first) > 1_000, file);
      assertEquals(-1, Files.mismatch(first, directory.resolve("b").resolve(file)), file);
    }
  }

  @Test
  void aModelThatIsNoFileNeedsARunningPlatform() {
    String platform = directory.toString();

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
    Path text = directory.resolve("rows.csv");
    Path compressed = directory.resolve("rows.csv.gz");
    Files.write(text, new byte[10 << 20]);
    Files.write(compressed, new byte[10 << 20]);

    assertEquals(512, JarCommand.heap(List.of("train", "--target", "y")));
    assertEquals(512, JarCommand.heap(List.of("train", "--data", "absent.csv")));
    assertEquals(592, JarCommand.heap(List.of("train", "--data", text.toString())));
    assertEquals(992, JarCommand.heap(List.of("score", "--data=" + compressed)));

    Path decisions = directory.resolve("decisions.ndjson");
    Files.write(decisions, new byte[10 << 20]);

    assertEquals(522, JarCommand.heap(List.of("plan", "--decisions", decisions.toString())));
    assertEquals(612, JarCommand.heap(List.of("plan", "--decisions=" + compressed)));
  }

  @Test
  void aDirectoryWithOtherThingsIsNeverEmptied() throws IOException {
    Path precious = Files.writeString(directory.resolve("thesis.txt"), "42");

    assertThrows(CommandFailedException.class, () -> CleanDirectory.prepare(directory));
    assertTrue(Files.exists(precious));
  }

  @Test
  void aDemoThatCannotStartAnswersWithExactlyOneJsonObject() throws IOException {
    // A project that is not built
    String home = System.getProperty(Layout.HOME);
    PrintStream out = System.out;
    var bytes = new ByteArrayOutputStream();
    System.setProperty(Layout.HOME, directory.toString());
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    int status;
    try {
      status = Quittance.run("demo", "--json", "--data", directory.resolve("demo").toString());
    } finally {
      System.setOut(out);
      if (home == null) {
        System.clearProperty(Layout.HOME);
      } else {
        System.setProperty(Layout.HOME, home);
      }
    }

    assertEquals(1, status);
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(1, text.lines().count(), text);
    JsonNode object = new ObjectMapper().readTree(text);
    assertFalse(object.path("ok").asBoolean(true), text);
    assertTrue(object.path("reason").asText().contains("is not built"), text);
  }

  @Test
  void aDirectoryOnWhichAPlatformRunsIsNeverEmptied() throws IOException {
    Path kept = Files.createDirectories(directory.resolve("run")).resolve("state.json");
    Files.writeString(kept, "{}");
    String launcher = Quittance.class.getName();
    try (ChildProcess running =
        ChildProcess.start(
            new ProcessSpec(
                "a launcher",
                List.of("/bin/sh", "-c", "sleep 60; : " + launcher),
                Map.of(),
                null,
                directory.resolve("launcher.log"),
                new PidFile(directory.resolve("run/launcher.pid"), launcher)))) {

      var refusal =
          assertThrows(CommandFailedException.class, () -> CleanDirectory.prepare(directory));

      assertTrue(refusal.toString().contains("process " + running.pid()), refusal.toString());
      assertTrue(running.isAlive());
      assertTrue(Files.exists(kept));
    }
  }

  @Test
  void anEarlierDemoIsEmptied() throws IOException {
    Path demo = directory.resolve("demo");
    CleanDirectory.prepare(demo);
    Path old = Files.writeString(demo.resolve("run/old"), "1");

    CleanDirectory.prepare(demo);

    assertEquals(false, Files.exists(old));
    assertTrue(Files.isDirectory(demo.resolve("run")));
  }
}
