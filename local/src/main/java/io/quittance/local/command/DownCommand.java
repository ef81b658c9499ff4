package io.quittance.local.command;

import io.quittance.local.launch.RunningPlatform;
import io.quittance.local.option.DataOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Stops a platform that another process runs.
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops a running platform, or the processes that a killed one left behind.")
final class DownCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();

  @Override
  public Integer call() {
    List<String> stopped = new RunningPlatform(data.layout()).stop();
    System.out.println(
        stopped.isEmpty()
            ? "Nothing is running on " + data.layout().data() + "."
            : "Stopped " + String.join(", ", stopped) + ".");
    return 0;
  }
}
