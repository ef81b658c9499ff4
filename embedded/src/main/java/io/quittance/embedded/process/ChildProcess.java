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
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A child process with its log and its pid file.
///
/// Guarantees: at most one process runs per pid file, because [#start] first stops a process that a
/// killed launcher left behind. [#stop] returns only after the process and all its descendants have
/// ended. The child does not die with this JVM: either the code that started it stops it, or the
/// next start does.
///
/// Thread-safe.
public final class ChildProcess implements AutoCloseable {
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(15);

  private final ProcessSpec spec;
  private final Process process;
  private final long logFrom;

  private ChildProcess(ProcessSpec spec, Process process, long logFrom) {
    this.spec = spec;
    this.process = process;
    this.logFrom = logFrom;
  }

  /// Stops any process that an earlier launcher left behind, then starts this one. Does not wait
  /// until the process is ready: see [#awaitReady].
  ///
  /// @throws StartFailedException when the program cannot be started
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
      long logFrom = LogExcerpt.end(spec.logFile());
      Process process = builder.start();
      return recorded(new ChildProcess(spec, process, logFrom));
    } catch (IOException e) {
      throw new StartFailedException(
          "%s cannot be started: %s".formatted(spec.name(), e.getMessage()), e);
    }
  }

  /// Writes the pid file. Without one nobody would find the process again, so it must not go on.
  private static ChildProcess recorded(ChildProcess started) throws IOException {
    try {
      started.spec.pidFile().write(started.process.toHandle());
      return started;
    } catch (UncheckedIOException e) {
      started.kill();
      throw new IOException(e.getMessage(), e);
    }
  }

  /// Stops the process named in a pid file, if it is still running, and deletes the file.
  ///
  /// @return whether a process was running
  public static boolean stopLeftover(PidFile pidFile, Duration grace) {
    Optional<ProcessHandle> leftover = pidFile.running();
    leftover.ifPresent(process -> terminate(process, grace));
    pidFile.delete();
    return leftover.isPresent();
  }

  /// Waits until the probe reports that the process is ready. There is no overall time limit while
  /// the process makes progress.
  ///
  /// @param patience how long the process may go without progress
  /// @param probe called about every 50 ms; may block for seconds
  /// @throws StartFailedException when the process ends or stalls, with the last lines of its log;
  ///   also when this thread is interrupted. In each case the process has been stopped.
  public void awaitReady(Patience patience, Supplier<Readiness> probe) {
    watch(patience, probe);
  }

  /// Waits for a program that ends by itself and returns its exit status. There is no overall time
  /// limit while the program makes progress.
  ///
  /// @throws StartFailedException when the program stalls or this thread is interrupted. In both
  ///   cases the process has been stopped.
  public int awaitEnd(Patience patience) {
    watch(patience, () -> process.isAlive() ? Readiness.waiting("running") : Readiness.READY);
    spec.pidFile().delete();
    return process.exitValue();
  }

  private void watch(Patience patience, Supplier<Readiness> probe) {
    var watch =
        new StartWatch(
            spec.name(),
            patience,
            () -> family(process.toHandle()).stream(),
            spec.logFile(),
            logFrom);
    try {
      watch.await(probe, this::end);
    } catch (StartFailedException e) {
      kill();
      spec.pidFile().delete();
      throw e;
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

  /// Describes in words how the process ended; empty while it runs.
  public Optional<StartWatch.End> end() {
    return process.isAlive()
        ? Optional.empty()
        : Optional.of(StartWatch.End.of(process.exitValue()));
  }

  /// Returns the exit status, or empty while the process runs. The status is 128 plus the signal
  /// number when a signal ended the process.
  OptionalInt exitStatus() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /// Returns the failure to report for a process that ended while it was still needed.
  ///
  /// @param when when it ended, in words: "while its topics were created"
  public StartFailedException endedEarly(String when) {
    var end = StartWatch.End.of(process.exitValue());
    return new StartFailedException(
        end.killed() ? StartFailedException.Kind.KILLED : StartFailedException.Kind.ENDED,
        "%s %s %s".formatted(spec.name(), end.words(), when),
        logExcerpt());
  }

  /// Completes with the exit status, on another thread.
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /// Asks the process to end (SIGTERM) and kills whatever remains after the grace period.
  /// Idempotent.
  public void stop(Duration grace) {
    terminate(process.toHandle(), grace);
    awaitReaped();
    spec.pidFile().delete();
  }

  /// Kills the process and all its descendants at once (SIGKILL), as a crash would. Leaves the pid
  /// file in place.
  public void kill() {
    List<ProcessHandle> family = family(process.toHandle());
    family.forEach(ProcessHandle::destroyForcibly);
    ProcessEnd.await(family, DEFAULT_GRACE);
    awaitReaped();
  }

  /// Waits until this JVM knows the exit status too. The operating system reports the end earlier,
  /// and for a moment [#isAlive] would still return true.
  private void awaitReaped() {
    ProcessEnd.await(() -> !process.isAlive(), DEFAULT_GRACE);
  }

  /// Calls [#stop] with a grace period of 15 seconds.
  @Override
  public void close() {
    stop(DEFAULT_GRACE);
  }

  /// Returns the last lines that the process has logged since it was started.
  public LogExcerpt logExcerpt() {
    return LogExcerpt.of(spec.logFile(), logFrom);
  }

  /// Ends a process and all its descendants: sends SIGTERM to each, then SIGKILL to those that
  /// remain after the grace period.
  public static void terminate(ProcessHandle process, Duration grace) {
    List<ProcessHandle> family = family(process);
    family.forEach(ProcessHandle::destroy);
    if (!ProcessEnd.await(family, grace)) {
      family.forEach(ProcessHandle::destroyForcibly);
      ProcessEnd.await(family, DEFAULT_GRACE);
    }
  }

  private static List<ProcessHandle> family(ProcessHandle process) {
    return Stream.concat(process.descendants(), Stream.of(process)).toList();
  }
}
