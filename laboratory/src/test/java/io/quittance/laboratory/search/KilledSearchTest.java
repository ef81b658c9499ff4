package io.quittance.laboratory.search;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A search whose process is killed with SIGKILL two times, each time in the middle of trainings.
final class KilledSearchTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Process> processes = new ArrayList<>();

  @TempDir private Path directory;

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void aSearchKilledTwiceFindsWhatAnUndisturbedOneFinds() throws IOException, InterruptedException {
    Path journal = directory.resolve("search.ndjson");
    Path found = directory.resolve("found.txt");
    kill(launch(journal, found), journal, 6);
    long first = lines(journal);
    kill(launch(journal, found), journal, first + 8);
    assertTrue(Files.notExists(found), "killed too late");
    Process last = launch(journal, found);
    last.waitFor();
    assertEquals(0, last.exitValue(), () -> log());
    String undisturbed = SearchProcess.words(SearchProcess.search(Optional.empty()));
    assertEquals(undisturbed, Files.readString(found));
  }

  private static void kill(Process process, Path journal, long lines) throws InterruptedException {
    await()
        .pollInterval(Duration.ofMillis(2))
        .atMost(PATIENCE)
        .until(() -> lines(journal) >= lines || !process.isAlive());
    process.destroyForcibly().waitFor();
    assertEquals(128 + 9, process.exitValue());
  }

  private static long lines(Path journal) {
    try {
      return Files.exists(journal)
          ? Files.readString(journal).chars().filter(c -> c == '\n').count()
          : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private Process launch(Path journal, Path found) throws IOException {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ProcessBuilder builder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                path,
                SearchProcess.class.getName(),
                journal.toString(),
                found.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log.txt").toFile());
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private String log() {
    try {
      return Files.readString(directory.resolve("log.txt"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
