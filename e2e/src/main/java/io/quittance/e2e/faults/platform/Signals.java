package io.quittance.e2e.faults.platform;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Sends the signals that [ProcessHandle] does not have.
final class Signals {

  private Signals() {}

  /// Stops a process (SIGSTOP) until [#resume].
  static void pause(long pid) {
    send("STOP", pid);
  }

  /// Continues a stopped process; has no effect on a running one or one that has ended.
  static void resume(long pid) {
    send("CONT", pid);
  }

  private static void send(String signal, long pid) {
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -%s %d".formatted(signal, pid))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .onExit()
          .join();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot signal process " + pid, e);
    }
  }
}
