package io.quittance.local.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/// Passes its arguments to the laboratory, which defines the options.
@Command(name = "infer", description = "Drafts a schema of a CSV or Parquet file.")
final class InferCommand implements Callable<Integer> {

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("infer"));
    command.addAll(arguments);
    return JarCommand.laboratory(command);
  }
}
