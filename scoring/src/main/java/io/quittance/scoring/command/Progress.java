package io.quittance.scoring.command;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Rows done, drawn over one line of a terminal; silent where there is none.
final class Progress {

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

  private final PrintWriter err;
  private final boolean terminal;
  private final long begin = System.nanoTime();
  private long drawn = begin;

  private Progress(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @SuppressWarnings("SystemConsoleNull") // the null checker knows the older contract
  static Progress of(PrintWriter err) {
    Console console = System.console();
    boolean terminal =
        console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    return new Progress(err, terminal);
  }

  void rows(long rows) {
    long now = System.nanoTime();
    if (terminal && now - drawn > PAUSE) {
      drawn = now;
      err.printf(
          Locale.ROOT, "\r%,d rows, %,.0f a second ", rows, rows / Math.max(1e-9, seconds()));
      err.flush();
    }
  }

  void end() {
    if (terminal && drawn != begin) {
      err.print("\r\u001b[2K");
      err.flush();
    }
  }

  double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }
}
