package io.quittance.local.command;

import io.quittance.local.launch.AotRecorder;
import io.quittance.local.launch.Layout;
import io.quittance.local.option.PatienceOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Records what lets the services start faster.
@Command(
    name = "aot",
    mixinStandardHelpOptions = true,
    description = "Records AOT caches, from which the services start in less than half the time.")
final class AotCommand implements Callable<Integer> {

  @Mixin private PatienceOption patience = new PatienceOption();

  @Override
  public Integer call() throws IOException {
    long begun = System.nanoTime();
    Path home = Layout.of(Path.of(".quittance")).home();
    int recorded = new AotRecorder(home, patience.patience(), System.err::println).record();
    if (recorded == 0) {
      System.out.println("The AOT caches of this build are there already.");
    } else {
      System.out.printf(
          Locale.ROOT,
          "Recorded %d AOT caches in %.0f s. They serve until the services are built again.%n",
          recorded,
          (System.nanoTime() - begun) / 1e9);
    }
    return 0;
  }
}
