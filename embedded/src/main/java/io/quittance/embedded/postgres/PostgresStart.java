package io.quittance.embedded.postgres;

import io.quittance.embedded.process.CommandLine;
import io.quittance.embedded.process.LogExcerpt;
import io.quittance.embedded.process.Patience;
import io.quittance.embedded.process.ProcessEnd;
import io.quittance.embedded.process.Readiness;
import io.quittance.embedded.process.StartFailedException;
import io.quittance.embedded.process.StartWatch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.stream.Stream;

/// Starts a PostgreSQL server through the library and watches the start from outside.
///
/// The library runs `initdb` and `pg_ctl` and then waits for a fixed time, whether or not the
/// server is alive. This class tells it to wait for a day, on a separate thread. It then decides
/// how long to wait from the processes of the data directory and from the log.
final class PostgresStart {
  /// The library never actually waits this long, because the watch ends first.
  static final Duration LIBRARY_WAIT = Duration.ofDays(1);

  /// How long there may be no process of the data directory, between `initdb` and the server.
  private static final Duration GAP = Duration.ofSeconds(5);

  /// How long programs are killed that an abandoned start left; they need a moment to be gone.
  private static final Duration ABANDON = Duration.ofSeconds(20);

  private final Postmaster postmaster;
  private final Patience patience;
  private final Path log;
  private final long logFrom;
  private final FutureTask<Closeable> start;
  private final Thread thread;
  private long lastSeen = System.nanoTime();
  private boolean seen;

  private PostgresStart(
      Postmaster postmaster, Patience patience, Path log, Callable<Closeable> library) {
    this.postmaster = postmaster;
    this.patience = patience;
    this.log = log;
    this.logFrom = size(log);
    this.start = new FutureTask<>(library);
    this.thread = Thread.ofPlatform().daemon().name("postgres-start").unstarted(start);
  }

  /// Runs the library's start.
  ///
  /// @return the server object of the library
  /// @throws StartFailedException when a program fails, when the server ends or stalls before it
  ///   accepts connections, or when this thread is interrupted. No process of the data directory is
  ///   left running.
  static Closeable run(
      Postmaster postmaster, Patience patience, Path log, Callable<Closeable> library) {
    return new PostgresStart(postmaster, patience, log, library).run();
  }

  private Closeable run() {
    thread.start();
    try {
      new StartWatch("PostgreSQL", patience, this::working, log, logFrom)
          .await(this::readiness, this::end);
      return result();
    } catch (StartFailedException e) {
      abandon();
      throw e;
    }
  }

  /// The library's own failures also end the wait.
  private Readiness readiness() {
    if (start.isDone()) {
      return Readiness.READY;
    }
    return Readiness.waiting(
        postmaster.running().isPresent()
            ? "the server runs but does not answer"
            : "the server has not started");
  }

  private Closeable result() {
    try {
      return start.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StartFailedException(
          "PostgreSQL did not start: " + cause.getMessage(), LogExcerpt.of(log, logFrom), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  /// `pg_ctl` may fail without the library noticing, or the server may end by itself. In both cases
  /// no process of the data directory remains.
  private Optional<StartWatch.End> end() {
    if (processes().findAny().isPresent()) {
      seen = true;
      lastSeen = System.nanoTime();
    }
    return seen && System.nanoTime() - lastSeen > patience.scaled(GAP).toNanos()
        ? Optional.of(new StartWatch.End("ended", false))
        : Optional.empty();
  }

  /// Returns the processes whose processor time counts. At first this is the current JVM, which
  /// unpacks the binaries.
  private Stream<ProcessHandle> working() {
    return seen ? processes() : Stream.concat(Stream.of(ProcessHandle.current()), processes());
  }

  /// Returns `initdb`, `pg_ctl`, and the server with its child processes.
  private Stream<ProcessHandle> processes() {
    return processes(CommandLine::of);
  }

  private Stream<ProcessHandle> processes(Function<ProcessHandle, String> commandLine) {
    String directory = postmaster.data().toString();
    Stream<ProcessHandle> programs =
        ProcessHandle.current()
            .descendants()
            .filter(process -> commandLine.apply(process).contains(directory))
            .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
    Stream<ProcessHandle> server =
        postmaster.running().stream()
            .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
    return Stream.concat(programs, server).distinct();
  }

  /// Kills until the library's thread has ended and nothing works in the data directory: the
  /// library may be about to start another program, and `initdb` runs servers that do not name the
  /// directory and outlive it. A program that has just been started has no command line yet.
  private void abandon() {
    ProcessEnd.await(
        () -> {
          thread.interrupt();
          List<ProcessHandle> alive =
              Stream.concat(processes(CommandLine::settled), strays()).toList();
          alive.forEach(ProcessHandle::destroyForcibly);
          return alive.isEmpty() && !thread.isAlive();
        },
        ABANDON);
  }

  /// Returns the servers that work in the data directory, whosever children they are by now.
  private Stream<ProcessHandle> strays() {
    return ProcessHandle.allProcesses()
        .filter(this::worksInDirectory)
        .filter(process -> CommandLine.of(process).contains("postgres"));
  }

  private boolean worksInDirectory(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
          .equals(postmaster.data().toRealPath());
    } catch (IOException _) {
      return false;
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException _) {
      return 0;
    }
  }
}
