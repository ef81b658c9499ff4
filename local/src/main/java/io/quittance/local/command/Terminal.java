package io.quittance.local.command;

import java.io.Console;

/// Detects what standard output is connected to.
final class Terminal {

  private Terminal() {}

  /// Returns whether lines can be redrawn. `NO_COLOR` and a dumb terminal rule it out.
  @SuppressWarnings("SystemConsoleNull") // the null checker knows the older contract
  static boolean isInteractive() {
    Console console = System.console();
    return console != null
        && console.isTerminal()
        && System.getenv("NO_COLOR") == null
        && !"dumb".equals(System.getenv("TERM"));
  }
}
