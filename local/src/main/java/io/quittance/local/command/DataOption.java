package io.quittance.local.command;

import io.quittance.local.launch.Layout;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Where the platform keeps its data.
final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".quittance",
      description = "Where data, logs and state are kept (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of(".quittance");

  Layout layout() {
    return Layout.of(data);
  }
}
