package io.quittance.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A process that this one started, with its log and pid file.
///
/// Guarantees: at most one process per pid file, since [#start] first stops the one that a killed
/// launcher left behind; [#stop] returns only when the process and all it forked have ended. The
/// child does not die with this JVM: whoever starts it also stops it, or the next start does.
///
/// Threads: safe for use by several.
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
      long logFrom = LogExcerpt.end(spec.logFile());
      Process process = builder.start();
      spec.pidFile().write(process.toHandle());
      return new ChildProcess(spec, process, logFrom);
    } catch (IOException e) {
      throw new StartFailedException(
          "%s cannot be started: %s".formatted(spec.name(), e.getMessage()), e);
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

  /// Returns when the probe says that the process is ready, however long that takes as long as the
  /// process makes progress.
  ///
  /// @param patience how long it may stand still
  /// @param probe asked about every 50 ms; may block for seconds
  /// @throws StartFailedException when the process ends or stands still, with the last lines of its
  ///   log; also when this thread is interrupted. The process is ended then.
  public void awaitReady(Patience patience, Supplier<Readiness> probe) {
    watch(patience, probe);
  }

  /// Returns the exit status of a program that ends by itself, however long that takes as long as
  /// it makes progress.
  ///
  /// @throws StartFailedException when it stands still, or this thread is interrupted. The process
  ///   is ended then.
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

  /// How the process ended, in words; empty while it runs.
  public Optional<StartWatch.End> end() {
    return process.isAlive()
        ? Optional.empty()
        : Optional.of(StartWatch.End.of(process.exitValue()));
  }

  /// Empty while it runs. 128 + the signal's number when a signal ended it.
  public OptionalInt exitStatus() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /// The failure to report for a process that has ended although it was needed.
  ///
  /// @param when in words: "while its topics were created"
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

  /// Asks it to end (SIGTERM), and kills what is still there after the grace. Safe to call again.
  public void stop(Duration grace) {
    terminate(process.toHandle(), grace);
    awaitReaped();
    spec.pidFile().delete();
  }

  /// Ends it and all it forked at once (SIGKILL), as a crash would. The pid file stays.
  public void kill() {
    List<ProcessHandle> family = family(process.toHandle());
    family.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(family, DEFAULT_GRACE);
    awaitReaped();
  }

  /// Waits until this JVM knows the exit status as well. The operating system reports the end
  /// earlier, and [#isAlive] would still say yes for a moment.
  private void awaitReaped() {
    process
        .onExit()
        .completeOnTimeout(process, DEFAULT_GRACE.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  /// [#stop] with a grace of 15 seconds.
  @Override
  public void close() {
    stop(DEFAULT_GRACE);
  }

  /// The end of what the process has logged since it was started.
  public LogExcerpt logExcerpt() {
    return LogExcerpt.of(spec.logFile(), logFrom);
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
}
