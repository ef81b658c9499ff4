package io.quittance.embedded.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The command line of a running process.
public final class CommandLine {
  private CommandLine() {}

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
}
