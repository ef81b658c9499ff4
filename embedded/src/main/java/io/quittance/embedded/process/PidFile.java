package io.quittance.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Identifies a started process even after the process that started it has died.
///
/// The operating system reuses pids, so the file also holds the start time, and the command line
/// must contain a marker. [#running()] returns only a process that matches all three, so it never
/// returns an unrelated process.
///
/// @param path the file; its directory is created if missing
/// @param marker text that the process's command line contains, such as its main class
public record PidFile(Path path, String marker) {
  /// The kernel records start times in ticks since boot, and its estimate of the boot time drifts
  /// slightly.
  private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

  public void write(ProcessHandle process) {
    long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      Path written = Files.createTempFile(path.toAbsolutePath().getParent(), "pid", ".tmp");
      Files.writeString(written, process.pid() + " " + start + "\n");
      Files.move(
          written, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  /// Returns this file's process if it is still running. Returns empty when the file is missing or
  /// unreadable, the process has ended, or its pid now belongs to another process.
  public Optional<ProcessHandle> running() {
    return read()
        .flatMap(
            entry ->
                ProcessHandle.of(entry.pid())
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> startedAt(process, entry.startMillis()))
                    .filter(process -> CommandLine.settled(process).contains(marker)));
  }

  public void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + path, e);
    }
  }

  private Optional<Entry> read() {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try {
      String[] words = Files.readString(path).strip().split(" ");
      return words.length == 2
          ? Optional.of(new Entry(Long.parseLong(words[0]), Long.parseLong(words[1])))
          : Optional.empty();
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static boolean startedAt(ProcessHandle process, long startMillis) {
    return process
        .info()
        .startInstant()
        .map(start -> Duration.between(Instant.ofEpochMilli(startMillis), start).abs())
        .filter(difference -> difference.compareTo(START_TOLERANCE) <= 0)
        .isPresent();
  }

  private record Entry(long pid, long startMillis) {}
}
