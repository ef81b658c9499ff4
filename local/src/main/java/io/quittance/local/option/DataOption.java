package io.quittance.local.option;

import io.quittance.local.launch.Layout;
import io.quittance.local.launch.RunningPlatform;
import io.quittance.local.launch.State;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The option `--data`: where the platform keeps its data, and by which it is found.
public final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".quittance",
      description = "Directory for data, logs and state (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of(".quittance");

  public Layout layout() {
    return Layout.of(data);
  }

  /// Returns the platform that runs on the directory.
  ///
  /// @throws CommandFailedException when none does
  public State running() {
    return new RunningPlatform(layout())
        .state()
        .orElseThrow(
            () ->
                new CommandFailedException(
                    "No platform is running on %s: start one with  ./quittance up"
                        .formatted(layout().data())));
  }
}
