package io.quittance.embedded.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/// The command line of a running process.
public final class CommandLine {
  private CommandLine() {}

  private static final int ATTEMPTS = 20;
  private static final long PAUSE_NANOS = 5_000_000;

  /// Words separated by spaces; empty when it cannot be read. `ProcessHandle` leaves out command
  /// lines longer than a page, so `/proc` is read where it exists.
  public static String of(ProcessHandle process) {
    Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
          .replace('\0', ' ')
          .strip();
    } catch (IOException _) {
      return process.info().commandLine().orElse("");
    }
  }

  /// As [#of], for a process that must have a command line. One that is just replacing its program
  /// (`exec`) has none for a moment, so an empty one is read again for up to 100 ms while the
  /// process lives.
  public static String settled(ProcessHandle process) {
    String line = of(process);
    for (int attempt = 1; line.isEmpty() && attempt < ATTEMPTS && process.isAlive(); attempt++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      line = of(process);
    }
    return line;
  }
}
