package io.quittance.embedded.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/// Reads the command line of a running process.
public final class CommandLine {
  private CommandLine() {}

  private static final int ATTEMPTS = 2_000;
  private static final long PAUSE_NANOS = 5_000_000;

  /// Returns the words separated by spaces, or an empty string when the command line cannot be
  /// read. `ProcessHandle` omits command lines longer than a page, so this method reads `/proc`
  /// where it exists.
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

  /// Like [#of], for a process that must have a command line. A process that is replacing its
  /// program (`exec`) has none until the new one has been read from the disk, which may take long
  /// on a busy machine, so this method retries for up to ten seconds while the process is alive.
  public static String settled(ProcessHandle process) {
    String line = of(process);
    for (int attempt = 1; line.isEmpty() && attempt < ATTEMPTS && process.isAlive(); attempt++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      line = of(process);
    }
    return line;
  }
}
