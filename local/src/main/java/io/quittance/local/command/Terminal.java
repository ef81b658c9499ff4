package io.quittance.local.command;

import java.io.Console;

/// What standard output is connected to.
final class Terminal {

  private Terminal() {}

  /// Whether lines may be drawn over. `NO_COLOR` and a dumb terminal say no.
  @SuppressWarnings("SystemConsoleNull") // the null checker knows the older contract
  static boolean isInteractive() {
    Console console = System.console();
    return console != null
        && console.isTerminal()
        && System.getenv("NO_COLOR") == null
        && !"dumb".equals(System.getenv("TERM"));
  }
}
