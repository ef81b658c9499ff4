package io.quittance.laboratory.command;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/// What a command tells on standard error while it works.
///
/// @param terminal whether lines may be drawn over
record Messages(PrintWriter err, boolean terminal) {

  /// Whether this process has a terminal. `NO_COLOR` and a dumb terminal say no.
  @SuppressWarnings("SystemConsoleNull") // the null checker knows the older contract
  static boolean onTerminal() {
    Console console = System.console();
    return console != null
        && console.isTerminal()
        && System.getenv("NO_COLOR") == null
        && !"dumb".equals(System.getenv("TERM"));
  }

  /// A text as it is.
  void tell(String text) {
    err.println(text);
  }

  void say(String format, Object... arguments) {
    err.println(String.format(Locale.ROOT, format, arguments));
  }
}
