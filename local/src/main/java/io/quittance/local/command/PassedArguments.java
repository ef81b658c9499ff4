package io.quittance.local.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Unmatched;

/// The arguments of a command that another module's jar carries out: they are passed on as given.
final class PassedArguments {

  @Unmatched private List<String> arguments = new ArrayList<>();

  /// Returns the arguments for the other jar.
  List<String> of(String command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(arguments);
    return all;
  }
}
