package io.quittance.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A process that this one started, with its log and pid file.
///
/// Guarantees: at most one process per pid file, since [#start] first stops the one that a killed
/// launcher left behind; [#stop] returns only when the process and all it forked have ended. The
/// child does not die with this JVM: whoever starts it also stops it, or the next start does.
///
/// Threads: safe for use by several.
public final class ChildProcess implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(15);
  private static final int LOG_TAIL_LINES = 15;

  private final ProcessSpec spec;
  private final Process process;

  private ChildProcess(ProcessSpec spec, Process process) {
    this.spec = spec;
    this.process = process;
  }

  /// Stops what an earlier launcher left behind, then starts the process. Does not wait until it is
  /// ready: see [#awaitReady].
  ///
  /// @throws StartFailedException when the program cannot be started at all
  public static ChildProcess start(ProcessSpec spec) {
    stopLeftover(spec.pidFile(), DEFAULT_GRACE);
    try {
      Files.createDirectories(spec.logFile().toAbsolutePath().getParent());
      var builder = new ProcessBuilder(spec.command());
      builder.environment().putAll(spec.environment());
      if (spec.directory() != null) {
        Files.createDirectories(spec.directory());
        builder.directory(spec.directory().toFile());
      }
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(spec.logFile().toFile()));
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      Process process = builder.start();
      spec.pidFile().write(process.toHandle());
      return new ChildProcess(spec, process);
    } catch (IOException e) {
      throw new StartFailedException("Cannot start %s".formatted(spec.name()), e);
    }
  }

  /// Stops the process of a pid file, if it still runs, and deletes the file.
  ///
  /// @return whether there was one
  public static boolean stopLeftover(PidFile pidFile, Duration grace) {
    Optional<ProcessHandle> leftover = pidFile.running();
    leftover.ifPresent(process -> terminate(process, grace));
    pidFile.delete();
    return leftover.isPresent();
  }

  /// Waits until the condition holds, which is asked about every 50 ms and may block shortly.
  ///
  /// @throws StartFailedException when the process ends, or the time is over; the message ends with
  ///   the last lines of the log. The process is then stopped.
  public void awaitReady(Duration timeout, BooleanSupplier ready) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!ready.getAsBoolean()) {
      if (exited(POLL)) {
        spec.pidFile().delete();
        throw new StartFailedException(
            "%s ended with status %d before it was ready%n%s"
                .formatted(spec.name(), process.exitValue(), logTail()));
      }
      if (System.nanoTime() - deadline > 0) {
        String tail = logTail();
        kill();
        throw new StartFailedException(
            "%s was not ready after %d s%n%s".formatted(spec.name(), timeout.toSeconds(), tail));
      }
    }
  }

  public String name() {
    return spec.name();
  }

  public long pid() {
    return process.pid();
  }

  public Path logFile() {
    return spec.logFile();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Empty while it runs. 128 + the signal's number when a signal ended it.
  public OptionalInt exitStatus() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /// Completes with the exit status, on another thread.
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /// Asks it to end (SIGTERM), and kills what is still there after the grace. Safe to call again.
  public void stop(Duration grace) {
    terminate(process.toHandle(), grace);
    spec.pidFile().delete();
  }

  /// Ends it and all it forked at once (SIGKILL), as a crash would. The pid file stays.
  public void kill() {
    List<ProcessHandle> family = family(process.toHandle());
    family.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(family, DEFAULT_GRACE);
  }

  /// [#stop] with a grace of 15 seconds.
  @Override
  public void close() {
    stop(DEFAULT_GRACE);
  }

  /// The last lines of the log with the path of the file, for messages.
  public String logTail() {
    try (Stream<String> lines = Files.lines(spec.logFile())) {
      List<String> all = lines.toList();
      List<String> tail = all.subList(Math.max(0, all.size() - LOG_TAIL_LINES), all.size());
      return "Last lines of " + spec.logFile() + ":\n  " + String.join("\n  ", tail);
    } catch (IOException | UncheckedIOException e) {
      return "No log can be read at " + spec.logFile() + ": " + e;
    }
  }

  /// Ends a process and all it forked: SIGTERM to each, SIGKILL to those left after the grace.
  public static void terminate(ProcessHandle process, Duration grace) {
    List<ProcessHandle> family = family(process);
    family.forEach(ProcessHandle::destroy);
    if (!awaitEnd(family, grace)) {
      family.forEach(ProcessHandle::destroyForcibly);
      awaitEnd(family, DEFAULT_GRACE);
    }
  }

  private static List<ProcessHandle> family(ProcessHandle process) {
    return Stream.concat(process.descendants(), Stream.of(process)).toList();
  }

  private static boolean awaitEnd(List<ProcessHandle> processes, Duration timeout) {
    CompletableFuture<?>[] ends =
        processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(ends)
        .completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(_ -> processes.stream().noneMatch(ProcessHandle::isAlive))
        .join();
  }

  private boolean exited(Duration wait) {
    try {
      return process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailedException("Interrupted while waiting for " + spec.name(), e);
    }
  }
}
