package io.quittance.e2e.faults.platform;

import io.quittance.embedded.kafka.EmbeddedKafka;
import io.quittance.embedded.postgres.EmbeddedPostgres;
import io.quittance.embedded.process.Patience;
import io.quittance.embedded.process.Ports;
import io.quittance.local.launch.Layout;
import io.quittance.local.launch.Part;
import io.quittance.local.launch.PlatformTopics;
import io.quittance.local.launch.PortMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/// Kafka and PostgreSQL with full durability, each behind a [TcpProxy]: clients know the ports of
/// the proxies alone. Not thread-safe.
public final class Servers implements AutoCloseable {

  private final EmbeddedKafka.Settings kafkaSettings;
  private final EmbeddedPostgres.Settings postgresSettings;
  private final TcpProxy kafkaProxy;
  private final TcpProxy postgresProxy;
  private EmbeddedKafka kafka;
  private EmbeddedPostgres postgres;

  private Servers(Layout layout, Path postgresData, PortMap ports, Patience patience)
      throws IOException {
    int kafkaPort = Ports.free();
    int postgresPort = Ports.free();
    this.kafkaSettings =
        EmbeddedKafka.Settings.of(layout.data().resolve("kafka"), kafkaPort)
            .withLogFile(layout.log(Part.KAFKA))
            .withAdvertisedPort(ports.port(Part.KAFKA))
            .withPatience(patience);
    this.postgresSettings =
        EmbeddedPostgres.Settings.of(postgresData, postgresPort)
            .withLogFile(layout.log(Part.POSTGRES))
            .withPatience(patience);
    this.kafkaProxy = TcpProxy.start(ports.port(Part.KAFKA), kafkaPort);
    this.postgresProxy = TcpProxy.start(ports.port(Part.POSTGRES), postgresPort);
    this.kafka = EmbeddedKafka.start(kafkaSettings);
    try {
      this.postgres = EmbeddedPostgres.start(postgresSettings);
      kafka.createTopics(PlatformTopics.ALL);
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
    }
  }

  /// @param postgresData directory of the database
  static Servers start(Layout layout, Path postgresData, PortMap ports, Patience patience) {
    try {
      return new Servers(layout, postgresData, ports, patience);
    } catch (IOException e) {
      throw new UncheckedIOException("A proxy cannot be started", e);
    }
  }

  /// The network between clients and Kafka.
  public TcpProxy kafkaNetwork() {
    return kafkaProxy;
  }

  /// The network between clients and PostgreSQL.
  public TcpProxy postgresNetwork() {
    return postgresProxy;
  }

  /// Ends the broker at once (SIGKILL).
  public void killKafka() {
    kafka.kill();
  }

  /// Starts the broker again and returns when it answers.
  public void startKafka() {
    kafka = EmbeddedKafka.start(kafkaSettings);
  }

  /// Ends the database at once (SIGKILL of every process of it).
  public void killPostgres() {
    postgres.kill();
  }

  /// Ends all sessions and stops the database cleanly.
  public void stopPostgres() {
    postgres.stop();
  }

  /// Starts the database again and returns when it answers.
  public void startPostgres() {
    postgres = EmbeddedPostgres.start(postgresSettings);
  }

  /// Starts the database again if it has ended by itself.
  ///
  /// @return whether it had
  public boolean startPostgresIfEnded() {
    boolean ended = !postgres.isAlive();
    if (ended) {
      postgres.kill();
      startPostgres();
    }
    return ended;
  }

  /// Returns a connection past the proxy; the caller closes it.
  public Connection database() throws SQLException {
    return postgres.connect();
  }

  void sample(MemoryWatch memory) {
    memory.sample("kafka", kafka.process().pid());
  }

  @Override
  public void close() {
    kafka.close();
    postgres.close();
    try {
      kafkaProxy.close();
      postgresProxy.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
