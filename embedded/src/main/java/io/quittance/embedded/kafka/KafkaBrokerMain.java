package io.quittance.embedded.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The main class of the child JVM. Its arguments are the data directory, the client port, the
/// controller port, the largest batch size in bytes and the advertised port. Shuts down cleanly on
/// SIGTERM.
public final class KafkaBrokerMain {
  private KafkaBrokerMain() {}

  /// Runs until it receives SIGTERM.
  ///
  /// @param arguments data directory, client port, controller port, largest batch size in bytes,
  ///   advertised port
  public static void main(String[] arguments) throws IOException {
    Logger.getLogger("").setLevel(Level.WARNING);
    Path data = Path.of(arguments[0]);
    KafkaBroker broker =
        KafkaBroker.start(
            data,
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            Integer.parseInt(arguments[4]));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "kafka-shutdown"));
    broker.awaitShutdown();
  }
}
