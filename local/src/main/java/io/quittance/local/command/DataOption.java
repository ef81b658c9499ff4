package io.quittance.local.command;

import io.quittance.local.launch.Layout;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The option `--data`: where the platform keeps its data.
final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".quittance",
      description = "Directory for data, logs and state (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of(".quittance");

  Layout layout() {
    return Layout.of(data);
  }
}
