package io.quittance.local.command;

import java.io.IOException;
import picocli.CommandLine.Command;

/// Passes its arguments to the laboratory, which defines the options.
@Command(name = "infer", description = "Drafts a schema of a CSV or Parquet file.")
final class InferCommand extends PassedCommand {

  @Override
  public Integer call() throws IOException, InterruptedException {
    return JarCommand.laboratory(argumentsOf("infer"));
  }
}
