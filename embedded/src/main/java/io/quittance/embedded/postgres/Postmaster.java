package io.quittance.embedded.postgres;

import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.CommandLine;
import io.quittance.embedded.process.ProcessEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The server process of a data directory, found through the `postmaster.pid` file that the server
/// writes: the first line is its pid, the second the data directory.
///
/// The server outlives the JVM that started it, so this file is authoritative, not a process
/// handle.
///
/// @param data the data directory
record Postmaster(Path data) {
  private static final Duration CRASH_WAIT = Duration.ofSeconds(10);

  /// Returns the running server of this directory, or empty when the pid does not belong to a
  /// PostgreSQL server of this directory.
  Optional<ProcessHandle> running() {
    Path file = data.resolve("postmaster.pid");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      // The server creates the file before it writes its pid.
      List<String> lines = Files.readAllLines(file);
      if (lines.isEmpty()) {
        return Optional.empty();
      }
      long pid = Long.parseLong(lines.getFirst().strip());
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::servesThisDirectory);
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// Closes all sessions and stops the server (PostgreSQL's "fast" shutdown, SIGINT). Kills it if
  /// it is still running after the grace period.
  ///
  /// @return whether a server was running
  boolean stop(Duration grace) {
    Optional<ProcessHandle> server = running();
    server.ifPresent(
        process -> {
          interrupt(process);
          if (!ProcessEnd.await(List.of(process), grace)) {
            kill();
          }
        });
    return server.isPresent();
  }

  /// Kills the server and its sessions at once (SIGKILL), as a crash would, and waits until they
  /// are gone. A surviving process would hold the shared memory that the next start needs.
  void kill() {
    running()
        .ifPresent(
            process -> {
              List<ProcessHandle> family =
                  Stream.concat(Stream.of(process), process.descendants()).toList();
              family.forEach(ProcessHandle::destroyForcibly);
              ProcessEnd.await(family, CRASH_WAIT);
            });
  }

  private boolean servesThisDirectory(ProcessHandle process) {
    String command = CommandLine.of(process);
    return command.contains("postgres") && command.contains(data.toAbsolutePath().toString());
  }

  /// `ProcessHandle` cannot send SIGINT, and SIGTERM would wait for all clients to disconnect.
  private static void interrupt(ProcessHandle process) {
    try {
      Process sender =
          new ProcessBuilder("/bin/sh", "-c", "kill -INT " + process.pid())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      ProcessEnd.await(List.of(sender.toHandle()), CRASH_WAIT);
    } catch (IOException e) {
      ChildProcess.terminate(process, CRASH_WAIT);
      throw new UncheckedIOException("Cannot signal PostgreSQL", e);
    }
  }
}
