package io.quittance.local.option;

import io.quittance.core.text.Json;
import picocli.CommandLine.Option;

/// The option `--json`: the answer as one JSON object.
public final class JsonOption {

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean asked;

  public boolean asked() {
    return asked;
  }

  /// Prints the answer on one line of standard output.
  public static void print(Object answer) {
    System.out.println(Json.line(answer));
  }
}
