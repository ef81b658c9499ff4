package io.quittance.local.jar;

import java.io.IOException;
import picocli.CommandLine.Command;

/// Passes its arguments to the laboratory, which defines the options.
@Command(
    name = "train",
    description = {
      "Trains a model from a CSV or Parquet file: quality gate, search, calibration, report and bundle.",
      "./quittance train --help lists the options."
    })
public final class TrainCommand extends PassedCommand {

  @Override
  public Integer call() throws IOException, InterruptedException {
    return JarCommand.laboratory(argumentsOf("train"));
  }
}
