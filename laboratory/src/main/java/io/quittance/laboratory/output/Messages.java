package io.quittance.laboratory.output;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/// Messages of a running command on standard error.
///
/// @param terminal whether lines may be overwritten
public record Messages(PrintWriter err, boolean terminal) {

  /// Returns whether this process has a terminal whose lines can be overwritten; false when
  /// `NO_COLOR` is set or the terminal is dumb.
  @SuppressWarnings("SystemConsoleNull") // the null checker knows the older contract
  public static boolean onTerminal() {
    Console console = System.console();
    return console != null
        && console.isTerminal()
        && System.getenv("NO_COLOR") == null
        && !"dumb".equals(System.getenv("TERM"));
  }

  /// Prints a text unchanged.
  public void tell(String text) {
    err.println(text);
  }

  public void say(String format, Object... arguments) {
    err.println(String.format(Locale.ROOT, format, arguments));
  }
}
