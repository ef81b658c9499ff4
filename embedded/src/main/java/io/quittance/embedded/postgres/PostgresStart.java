package io.quittance.embedded.postgres;

import io.quittance.embedded.process.CommandLine;
import io.quittance.embedded.process.LogExcerpt;
import io.quittance.embedded.process.Patience;
import io.quittance.embedded.process.Readiness;
import io.quittance.embedded.process.StartFailedException;
import io.quittance.embedded.process.StartWatch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/// One start of a PostgreSQL server by the library, watched from outside.
///
/// The library runs `initdb` and `pg_ctl` and then waits for a fixed time, whether the server lives
/// or not. Here it is told to wait for a day, on a thread of its own, and this class decides from
/// the processes of the data directory and from the log how long to wait.
final class PostgresStart {
  /// The library never waits so long: the watch ends it before.
  static final Duration LIBRARY_WAIT = Duration.ofDays(1);

  /// How long no process of the data directory may be seen, between `initdb` and the server.
  private static final Duration GAP = Duration.ofSeconds(5);

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
  /// @return the library's server
  /// @throws StartFailedException when a program fails, the server ends or stands still before it
  ///   answers, or this thread is interrupted. No process of the data directory is left then.
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

  /// The library's own failures end the wait too.
  private Readiness readiness() {
    if (start.isDone()) {
      return Readiness.READY;
    }
    return Readiness.waiting(
        postmaster.running().isPresent()
            ? "the server runs and does not answer"
            : "the server has not begun");
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

  /// `pg_ctl` ends with a failure that the library does not look at; the server may also end by
  /// itself. Either way no process of the data directory is left.
  private Optional<StartWatch.End> end() {
    if (processes().findAny().isPresent()) {
      seen = true;
      lastSeen = System.nanoTime();
    }
    return seen && System.nanoTime() - lastSeen > patience.scaled(GAP).toNanos()
        ? Optional.of(new StartWatch.End("ended", false))
        : Optional.empty();
  }

  /// The processes whose processor time counts: at first this one, which unpacks the binaries.
  private Stream<ProcessHandle> working() {
    return seen ? processes() : Stream.concat(Stream.of(ProcessHandle.current()), processes());
  }

  /// `initdb`, `pg_ctl`, and the server with what it forked.
  private Stream<ProcessHandle> processes() {
    String directory = postmaster.data().toString();
    Stream<ProcessHandle> programs =
        ProcessHandle.current()
            .descendants()
            .filter(process -> CommandLine.of(process).contains(directory));
    Stream<ProcessHandle> server =
        postmaster.running().stream()
            .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
    return Stream.concat(programs, server).distinct();
  }

  private void abandon() {
    thread.interrupt();
    processes().forEach(ProcessHandle::destroyForcibly);
    postmaster.kill();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException _) {
      return 0;
    }
  }
}
