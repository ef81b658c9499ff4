package io.quittance.embedded.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Waits for a starting process as long as it makes progress. Not thread-safe.
///
/// The limit is a quiet period, [Patience#quiet()], rather than a fixed time. [SignsOfLife] defines
/// what counts as progress.
public final class StartWatch {
  private static final Duration POLL = Duration.ofMillis(50);

  /// A check for progress costs a few system calls per process, so it runs less often than the
  /// probe.
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final String name;
  private final Patience patience;
  private final SignsOfLife signs;
  private final Path log;
  private final long logFrom;
  private final long begin = System.nanoTime();

  /// Starts watching.
  ///
  /// @param name of the process, for messages
  /// @param processes the processes that belong to it; called periodically
  /// @param log the log file of the process
  /// @param logFrom offset of the first log byte that belongs to this start
  public StartWatch(
      String name,
      Patience patience,
      Supplier<Stream<ProcessHandle>> processes,
      Path log,
      long logFrom) {
    this.name = name;
    this.patience = patience;
    this.signs = new SignsOfLife(patience, processes, log, logFrom);
    this.log = log;
    this.logFrom = logFrom;
  }

  /// How a process ended, in words, and whether a signal ended it.
  ///
  /// @param words such as "ended with status 3"
  public record End(String words, boolean killed) {
    private static final int SIGNALLED = 128;

    /// Describes a process that ended with an exit status. Java reports 128 plus the signal number
    /// when a signal ended the process.
    public static End of(int status) {
      return switch (status) {
        case SIGNALLED + 9 -> new End("was killed (signal 9)", true);
        case SIGNALLED + 15 -> new End("was terminated (signal 15)", true);
        default -> new End("ended with status " + status, false);
      };
    }
  }

  /// Waits until the probe reports that the process is ready.
  ///
  /// @param probe called about every 50 ms; may block for seconds
  /// @param ended how the process ended; empty while it runs
  /// @throws StartFailedException when the process ends or stalls, or this thread is interrupted.
  ///   The caller must stop whatever is still running.
  public void await(Supplier<Readiness> probe, Supplier<Optional<End>> ended) {
    long nextLook = begin;
    while (true) {
      // Asked before the probe: a process whose end is what the probe waits for must not fail by
      // ending between the two questions.
      Optional<End> end = ended.get();
      Readiness readiness = probe.get();
      if (readiness.ready()) {
        return;
      }
      end.ifPresent(this::failEnded);
      long now = System.nanoTime();
      if (now - nextLook >= 0) {
        signs.look(readiness.state());
        nextLook = now + LOOK_NANOS;
      }
      if (signs.stoodStill()) {
        throw stoodStill();
      }
      pause();
    }
  }

  private void failEnded(End end) {
    throw failure(
        end.killed() ? StartFailedException.Kind.KILLED : StartFailedException.Kind.ENDED,
        "%s %s after %s, before it was ready".formatted(name, end.words(), elapsed()));
  }

  private StartFailedException stoodStill() {
    return failure(
        StartFailedException.Kind.STOOD_STILL,
        "%s made no progress for %s (%s) and was stopped after %s"
            .formatted(name, seconds(patience.quiet()), signs.lastSeen(), elapsed()));
  }

  private StartFailedException failure(StartFailedException.Kind kind, String reason) {
    return new StartFailedException(kind, reason, LogExcerpt.of(log, logFrom));
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new StartFailedException(
          StartFailedException.Kind.INTERRUPTED, name + " was stopped while it was starting", null);
    }
  }

  private String elapsed() {
    return seconds(Duration.ofNanos(System.nanoTime() - begin));
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() < 10
        ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3)
        : duration.toSeconds() + " s";
  }
}
