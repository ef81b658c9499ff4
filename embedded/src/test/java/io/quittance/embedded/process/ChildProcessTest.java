package io.quittance.embedded.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Most of these tests wait for a process; they run side by side.
@Execution(ExecutionMode.CONCURRENT)
final class ChildProcessTest {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final int SIGTERM = 15;
  private static final Patience PATIENT = new Patience(1);

  @TempDir Path directory;

  @Test
  void startsWithItsEnvironmentAndLogs() {
    var process = ChildProcess.start(shell("echo hello $NAME; exec sleep 60"));

    process.awaitReady(PATIENT, logs(process, "hello Quittance"));

    assertTrue(process.isAlive());
    assertEquals(OptionalInt.empty(), process.exitStatus());
    process.stop(GRACE);
    assertFalse(process.isAlive());
    assertFalse(Files.exists(directory.resolve("child.pid")));
  }

  @Test
  void stopsWhatItForked() {
    var process = ChildProcess.start(shell("sleep 60 & echo forked; wait"));
    process.awaitReady(PATIENT, logs(process, "forked"));
    List<ProcessHandle> forked =
        ProcessHandle.of(process.pid()).orElseThrow().descendants().toList();

    process.stop(GRACE);

    assertEquals(1, forked.size());
    assertFalse(forked.getFirst().isAlive());
  }

  @Test
  void killsWhatDoesNotListen() {
    var process =
        ChildProcess.start(shell("trap '' TERM; echo deaf; while true; do sleep 0.1; done"));
    process.awaitReady(PATIENT, logs(process, "deaf"));

    process.stop(Duration.ofMillis(200));

    assertEquals(OptionalInt.of(128 + 9), process.exitStatus());
  }

  @Test
  void isStoppedWhoeverHoldsTheCommonPool() throws Exception {
    var process = ChildProcess.start(shell("exec sleep 600"));
    CountDownLatch held = new CountDownLatch(1);
    try (ExecutorService stopper = Executors.newSingleThreadExecutor()) {
      for (int i = 0; i < 4 * ForkJoinPool.getCommonPoolParallelism(); i++) {
        ForkJoinPool.commonPool().execute(() -> awaitUninterruptibly(held));
      }

      stopper.submit(() -> process.stop(Duration.ofMinutes(5))).get(2, TimeUnit.MINUTES);

      assertEquals(OptionalInt.of(128 + SIGTERM), process.exitStatus());
    } finally {
      held.countDown();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anInterruptDoesNotEndTheWaitForTheEnd() {
    var process =
        ChildProcess.start(shell("trap '' TERM; echo deaf; while true; do sleep 0.1; done"));
    process.awaitReady(PATIENT, logs(process, "deaf"));

    Thread.currentThread().interrupt();
    process.stop(Duration.ofMillis(200));

    assertTrue(Thread.interrupted());
    assertEquals(OptionalInt.of(128 + 9), process.exitStatus());
  }

  @Test
  void doesNotGoOnWithoutAPidFile() throws IOException {
    Path dangling = directory.resolve("dangling");
    Files.createSymbolicLink(dangling, directory.resolve("nowhere"));
    String marker = "quittance-" + System.nanoTime();
    var spec =
        new ProcessSpec(
            "a shell",
            List.of("/bin/sh", "-c", "sleep 600; echo " + marker),
            Map.of(),
            null,
            directory.resolve("child.log"),
            new PidFile(dangling.resolve("child.pid"), marker));

    var failure = assertThrows(StartFailedException.class, () -> ChildProcess.start(spec));

    assertTrue(failure.reason().startsWith("a shell cannot be started: Cannot write "));
    assertTrue(
        ProcessHandle.current().descendants().noneMatch(p -> CommandLine.of(p).contains(marker)));
  }

  @Test
  void saysWhyItDidNotBecomeReady() {
    var process = ChildProcess.start(shell("echo no such licence; exit 3"));

    StartFailedException failure = failureOf(process, PATIENT);

    assertTrue(failure.reason().startsWith("a shell ended with status 3"), failure.reason());
    assertEquals(StartFailedException.Kind.ENDED, failure.kind());
    assertEquals(List.of("no such licence"), failure.log().orElseThrow().lines());
    assertTrue(failure.toString().contains("no such licence"), failure.toString());
  }

  @Test
  void anEndIsNoticedAtOnceHoweverPatientTheCallerIs() {
    var process = ChildProcess.start(shell("kill -9 $$"));

    StartFailedException failure = failureOf(process, new Patience(1_000));

    assertEquals(StartFailedException.Kind.KILLED, failure.kind());
    assertTrue(failure.reason().contains("was killed (signal 9)"), failure.reason());
  }

  @Test
  void aStartThatLogsSlowlyMayTakeLongerThanTheQuietPeriod() {
    // Nine lines, half a second apart, with a quiet period of 2.25 s
    var process =
        ChildProcess.start(
            shell("for t in a b c d e f g h; do echo step $t; sleep 0.5; done; echo up; sleep 60"));
    long begin = System.nanoTime();

    process.awaitReady(new Patience(0.05), logs(process, "up"));

    assertTrue(System.nanoTime() - begin > Duration.ofMillis(2_250).toNanos());
    process.close();
  }

  @Test
  void aStartThatComputesWithoutAWordMayTakeLongerThanTheQuietPeriod() {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is absent");
    var process =
        ChildProcess.start(
            command("/bin/bash", "while [ $SECONDS -lt 5 ]; do :; done; echo up; sleep 60"));

    process.awaitReady(new Patience(0.05), logs(process, "up"));

    assertTrue(process.isAlive());
    process.close();
  }

  @Test
  void aStartWhoseStateChangesMakesProgress() {
    // A state that changes twice a second for four seconds
    var process = ChildProcess.start(shell("exec sleep 60"));
    long begin = System.nanoTime();

    process.awaitReady(
        new Patience(0.05),
        () -> {
          long steps = (System.nanoTime() - begin) / 500_000_000;
          return steps < 8 ? Readiness.waiting("step " + steps) : Readiness.READY;
        });

    assertTrue(process.isAlive());
    process.close();
  }

  @Test
  void aStartThatHangsIsEndedAfterTheQuietPeriod() {
    var process = ChildProcess.start(shell("echo waiting for a friend; exec sleep 60"));

    StartFailedException failure = failureOf(process, new Patience(0.02));

    assertEquals(StartFailedException.Kind.STOOD_STILL, failure.kind());
    assertTrue(failure.reason().contains("made no progress for 0.9 s"), failure.reason());
    assertTrue(failure.reason().contains("not yet"), failure.reason());
    assertEquals(List.of("waiting for a friend"), failure.log().orElseThrow().lines());
    assertFalse(process.isAlive());
  }

  @Test
  void aStartThatRepeatsItsAttemptsForEverIsEnded() {
    var process =
        ChildProcess.start(
            shell("n=0; while :; do n=$((n+1)); echo attempt $n failed; sleep 0.1; done"));

    StartFailedException failure = failureOf(process, new Patience(0.02));

    assertEquals(StartFailedException.Kind.STOOD_STILL, failure.kind());
    assertTrue(failure.log().orElseThrow().lines().getLast().contains("attempt"));
    assertFalse(process.isAlive());
  }

  @Test
  void aStartThatSpinsIsEndedWhenItsProcessorTimeIsUsedUp() {
    var process = ChildProcess.start(shell("while :; do :; done"));

    StartFailedException failure = failureOf(process, new Patience(0.01));

    assertEquals(StartFailedException.Kind.STOOD_STILL, failure.kind());
    assertFalse(process.isAlive());
  }

  @Test
  void anInterruptEndsTheStart() throws InterruptedException {
    var process = ChildProcess.start(shell("exec sleep 60"));
    var failure = new CompletableFuture<StartFailedException>();
    var waiting = new Thread(() -> failure.complete(failureOf(process, PATIENT)));
    waiting.start();

    waiting.interrupt();
    waiting.join();

    assertEquals(StartFailedException.Kind.INTERRUPTED, failure.join().kind());
    assertFalse(process.isAlive());
  }

  @Test
  void aProgramThatEndsByItselfIsWaitedFor() {
    assertEquals(4, ChildProcess.start(shell("echo building; exit 4")).awaitEnd(PATIENT));
  }

  @Test
  void ofALogThatGrewFromRunToRunTheEndOfThisRunIsShown() throws IOException {
    Files.writeString(directory.resolve("child.log"), "an error of yesterday\n");
    var process =
        ChildProcess.start(
            shell("i=0; while [ $i -lt 40 ]; do i=$((i+1)); echo line $i; done; exit 1"));

    StartFailedException failure = failureOf(process, PATIENT);

    List<String> lines = failure.log().orElseThrow().lines();
    assertEquals(15, lines.size());
    assertEquals("line 26", lines.getFirst());
    assertEquals("line 40", lines.getLast());
  }

  @Test
  void aSecondStartStopsTheLeftoverOfTheFirst() {
    var leftover = ChildProcess.start(shell("exec sleep 60"));

    var successor = ChildProcess.start(shell("exec sleep 60"));

    assertEquals(128 + SIGTERM, leftover.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    assertTrue(successor.isAlive());
    successor.close();
  }

  @Test
  void aStrangerWithTheSamePidIsLeftAlone() throws IOException {
    var stranger = ChildProcess.start(shell("exec sleep 60"));
    var pidFile = pidFile();
    long earlier = Instant.now().minusSeconds(3600).toEpochMilli();
    Files.writeString(pidFile.path(), stranger.pid() + " " + earlier);
    var otherProgram = new PidFile(directory.resolve("other.pid"), "another-program");
    otherProgram.write(ProcessHandle.of(stranger.pid()).orElseThrow());

    boolean stoppedByPid = ChildProcess.stopLeftover(pidFile, GRACE);
    boolean stoppedByName = ChildProcess.stopLeftover(otherProgram, GRACE);

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

  private static StartFailedException failureOf(ChildProcess process, Patience patience) {
    return assertThrows(
        StartFailedException.class,
        () -> process.awaitReady(patience, () -> Readiness.waiting("not yet")));
  }

  private static Supplier<Readiness> logs(ChildProcess process, String text) {
    return () -> Readiness.of(process.logExcerpt().text().contains(text));
  }

  private ProcessSpec shell(String script) {
    return command("/bin/sh", script);
  }

  private ProcessSpec command(String shell, String script) {
    return new ProcessSpec(
        "a shell",
        List.of(shell, "-c", script),
        Map.of("NAME", "Quittance"),
        directory,
        directory.resolve("child.log"),
        pidFile());
  }

  private PidFile pidFile() {
    return new PidFile(directory.resolve("child.pid"), "s");
  }
}
