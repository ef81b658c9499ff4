package io.quittance.local.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/// Passes its arguments to the jar of the scoring service, which defines the options.
@Command(
    name = "plan",
    description = {
      "Chooses whom to contact on a day within agent hours and budget, from a file of decisions.",
      "./quittance plan --help lists the options."
    })
final class PlanCommand implements Callable<Integer> {

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("plan"));
    command.addAll(arguments);
    return JarCommand.scoring(command);
  }
}
