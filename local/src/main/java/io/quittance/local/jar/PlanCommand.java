package io.quittance.local.jar;

import java.io.IOException;
import picocli.CommandLine.Command;

/// Passes its arguments to the jar of the scoring service, which defines the options.
@Command(
    name = "plan",
    description = {
      "Chooses whom to contact on a day within agent hours and budget, from a file of decisions.",
      "./quittance plan --help lists the options."
    })
public final class PlanCommand extends PassedCommand {

  @Override
  public Integer call() throws IOException, InterruptedException {
    return JarCommand.scoring(argumentsOf("plan"));
  }
}
