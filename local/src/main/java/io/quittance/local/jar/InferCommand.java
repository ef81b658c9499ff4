package io.quittance.local.jar;

import java.io.IOException;
import picocli.CommandLine.Command;

/// Passes its arguments to the laboratory, which defines the options.
@Command(name = "infer", description = "Drafts a schema of a CSV or Parquet file.")
public final class InferCommand extends PassedCommand {

  @Override
  public Integer call() throws IOException, InterruptedException {
    return JarCommand.laboratory(argumentsOf("infer"));
  }
}
