package io.quittance.scoring.command;

import picocli.CommandLine.Option;

/// The option `--json`: figures for a program after those for people.
final class JsonOption {

  @Option(names = "--json", description = "prints one JSON object as the last line")
  private boolean asked;

  boolean asked() {
    return asked;
  }
}
