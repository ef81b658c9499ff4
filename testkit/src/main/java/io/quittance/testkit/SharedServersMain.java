package io.quittance.testkit;

import io.quittance.embedded.kafka.KafkaBroker;
import io.quittance.embedded.postgres.EmbeddedPostgres;
import io.quittance.embedded.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// Runs the servers of [SharedServers]: Kafka in this JVM and PostgreSQL as its child. When the
/// watched process ends, it stops them and deletes their directory.
public final class SharedServersMain {
  private static final int ONE_MEBIBYTE = 1_048_576;
  private static final int CONNECTIONS = 400;

  private SharedServersMain() {}

  /// Runs until the watched process ends.
  ///
  /// @param arguments the pid to watch and the directory of the servers
  public static void main(String[] arguments) throws IOException {
    Logger.getLogger("").setLevel(Level.WARNING);
    long watched = Long.parseLong(arguments[0]);
    Path directory = Path.of(arguments[1]);
    sweep(directory);
    var postgres =
        CompletableFuture.supplyAsync(() -> EmbeddedPostgres.start(postgresSettings(directory)));
    int port = Ports.free();
    Path kafkaData = directory.resolve("kafka");
    KafkaBroker kafka = KafkaBroker.start(kafkaData, port, Ports.free(), ONE_MEBIBYTE, port);
    EmbeddedPostgres database = postgres.join();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> end(kafka, database, directory), "servers-end"));
    new SharedServers("127.0.0.1:" + port, database.port()).writeTo(directory);
    ProcessHandle.of(watched).ifPresent(process -> process.onExit().join());
    System.exit(0);
  }

  private static EmbeddedPostgres.Settings postgresSettings(Path directory) {
    return EmbeddedPostgres.Settings.of(directory.resolve("postgres"), 0)
        .withDurability(EmbeddedPostgres.Durability.NONE)
        .withMaxConnections(CONNECTIONS);
  }

  private static void end(KafkaBroker kafka, EmbeddedPostgres postgres, Path directory) {
    postgres.kill();
    kafka.close();
    delete(directory);
  }

  /// Deletes the directories of killed runs, whose watched process has ended.
  private static void sweep(Path mine) throws IOException {
    try (Stream<Path> directories = Files.list(mine.getParent())) {
      directories
          .filter(Files::isDirectory)
          .filter(directory -> !directory.equals(mine) && isAbandoned(directory))
          .forEach(
              directory -> {
                EmbeddedPostgres.stopLeftover(directory.resolve("postgres"));
                delete(directory);
              });
    }
  }

  private static boolean isAbandoned(Path directory) {
    String pid = directory.getFileName().toString().split("-")[0];
    return pid.matches("\\d{1,18}")
        && ProcessHandle.of(Long.parseLong(pid))
            .filter(process -> SharedServers.directory(process).equals(directory))
            .isEmpty();
  }

  private static void delete(Path directory) {
    try {
      Directories.delete(directory);
    } catch (UncheckedIOException _) {
      // The next run removes what is left.
      return;
    }
  }
}
