package io.quittance.local.jar;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Unmatched;

/// A command that another module's jar carries out. Its arguments are passed on as given.
abstract class PassedCommand implements Callable<Integer> {

  @Unmatched private List<String> arguments = new ArrayList<>();

  /// Returns the arguments for the other jar.
  final List<String> argumentsOf(String command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(arguments);
    return all;
  }
}
