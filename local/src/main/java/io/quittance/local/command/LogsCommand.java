package io.quittance.local.command;

import io.quittance.local.launch.Layout;
import io.quittance.local.launch.Part;
import io.quittance.local.option.CommandFailedException;
import io.quittance.local.option.DataOption;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows the log of a part.
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Shows the log of a service, of Kafka, PostgreSQL or Keycloak.")
final class LogsCommand implements Callable<Integer> {

  private static final long POLL_MILLIS = 300;

  @Mixin private DataOption data = new DataOption();

  @Parameters(
      paramLabel = "SERVICE",
      description = "scoring, feedback, retraining, registry, kafka, postgres or keycloak")
  private String name = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Keeps printing new lines until Ctrl-C.")
  private boolean follow;

  @Override
  public Integer call() throws IOException {
    Layout layout = data.layout();
    Path log = layout.log(Part.named(name).orElseThrow(() -> unknown(name)));
    if (!Files.isRegularFile(log)) {
      throw new CommandFailedException("No log exists yet at " + log);
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] buffer = new byte[64 * 1024];
      while (true) {
        int read = file.read(buffer);
        if (read > 0) {
          System.out.write(buffer, 0, read);
        } else if (follow && !Thread.interrupted()) {
          System.out.flush();
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
        } else {
          System.out.flush();
          return 0;
        }
      }
    }
  }

  private static CommandFailedException unknown(String name) {
    return new CommandFailedException(
        "Unknown part '%s': choose one of %s"
            .formatted(
                name, Stream.of(Part.values()).map(Part::key).collect(Collectors.joining(", "))));
  }
}
