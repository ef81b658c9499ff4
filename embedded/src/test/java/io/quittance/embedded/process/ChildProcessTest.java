package io.quittance.embedded.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildProcessTest {
  private static final Duration GRACE = Duration.ofSeconds(5);

  @TempDir Path directory;

  @Test
  void startsWithItsEnvironmentAndLogs() {
    // Given
    var process = ChildProcess.start(shell("echo hello $NAME; exec sleep 60"));

    // When
    process.awaitReady(GRACE, () -> process.logTail().contains("hello Quittance"));

    // Then
    assertTrue(process.isAlive());
    assertEquals(OptionalInt.empty(), process.exitStatus());
    process.stop(GRACE);
    assertFalse(process.isAlive());
    assertFalse(Files.exists(directory.resolve("child.pid")));
  }

  @Test
  void stopsWhatItForked() {
    // Given
    var process = ChildProcess.start(shell("sleep 60 & echo forked; wait"));
    process.awaitReady(GRACE, () -> process.logTail().contains("forked"));
    List<ProcessHandle> forked =
        ProcessHandle.of(process.pid()).orElseThrow().descendants().toList();

    // When
    process.stop(GRACE);

    // Then
    assertEquals(1, forked.size());
    assertFalse(forked.getFirst().isAlive());
  }

  @Test
  void killsWhatDoesNotListen() {
    // Given
    var process =
        ChildProcess.start(shell("trap '' TERM; echo deaf; while true; do sleep 0.1; done"));
    process.awaitReady(GRACE, () -> process.logTail().contains("deaf"));

    // When
    process.stop(Duration.ofMillis(200));

    // Then
    assertEquals(OptionalInt.of(128 + 9), process.exitStatus());
  }

  @Test
  void saysWhyItDidNotBecomeReady() {
    // Given
    var process = ChildProcess.start(shell("echo no such licence; exit 3"));

    // When
    var failure =
        assertThrows(StartFailedException.class, () -> process.awaitReady(GRACE, () -> false));

    // Then
    assertTrue(failure.toString().contains(": a shell ended with status 3"));
    assertTrue(failure.toString().contains("no such licence"));
  }

  @Test
  void endsWhatIsNotReadyInTime() {
    // Given
    var process = ChildProcess.start(shell("exec sleep 60"));

    // When
    assertThrows(
        StartFailedException.class, () -> process.awaitReady(Duration.ofMillis(200), () -> false));

    // Then
    assertFalse(process.isAlive());
  }

  @Test
  void aSecondStartStopsTheLeftoverOfTheFirst() {
    // Given
    var leftover = ChildProcess.start(shell("exec sleep 60"));

    // When
    var successor = ChildProcess.start(shell("exec sleep 60"));

    // Then
    assertFalse(leftover.isAlive());
    assertTrue(successor.isAlive());
    successor.close();
  }

  @Test
  void aStrangerWithTheSamePidIsLeftAlone() throws IOException {
    // Given
    var stranger = ChildProcess.start(shell("exec sleep 60"));
    var pidFile = pidFile();
    long earlier = Instant.now().minusSeconds(3600).toEpochMilli();
    Files.writeString(pidFile.path(), stranger.pid() + " " + earlier);
    var otherProgram = new PidFile(directory.resolve("other.pid"), "another-program");
    otherProgram.write(ProcessHandle.of(stranger.pid()).orElseThrow());

    // When
    boolean stoppedByPid = ChildProcess.stopLeftover(pidFile, GRACE);
    boolean stoppedByName = ChildProcess.stopLeftover(otherProgram, GRACE);

    // Then
    assertFalse(stoppedByPid);
    assertFalse(stoppedByName);
    assertTrue(stranger.isAlive());
    stranger.close();
  }

  @Test
  void anUnreadablePidFileMeansNoProcess() throws IOException {
    Files.writeString(directory.resolve("child.pid"), "not a pid");

    assertTrue(pidFile().running().isEmpty());
  }

  @Test
  void aProgramThatIsNotThereIsSaid() {
    var spec =
        new ProcessSpec(
            "nothing",
            List.of("/no/such/program"),
            Map.of(),
            null,
            directory.resolve("child.log"),
            pidFile());

    assertThrows(StartFailedException.class, () -> ChildProcess.start(spec));
  }

  private ProcessSpec shell(String script) {
    return new ProcessSpec(
        "a shell",
        List.of("/bin/sh", "-c", script),
        Map.of("NAME", "Quittance"),
        directory,
        directory.resolve("child.log"),
        pidFile());
  }

  private PidFile pidFile() {
    return new PidFile(directory.resolve("child.pid"), "s");
  }
}
