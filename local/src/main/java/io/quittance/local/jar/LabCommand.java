package io.quittance.local.jar;

import java.io.IOException;
import picocli.CommandLine.Command;

/// Passes its arguments to the laboratory, which defines the options.
@Command(
    name = "lab",
    description = "Estimates from a log of decisions what another policy would have been worth.")
public final class LabCommand extends PassedCommand {

  @Override
  public Integer call() throws IOException, InterruptedException {
    return JarCommand.laboratory(argumentsOf("lab"));
  }
}
