package io.quittance.embedded.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// A KRaft broker and controller in *this* JVM, on loopback. Launchers use [EmbeddedKafka] instead,
/// which runs it in a separate JVM.
///
/// Formats a new directory; resumes an existing one with all its data.
public final class KafkaBroker implements AutoCloseable {
  private static final String NODE_ID = "1";

  private final KafkaRaftServer server;

  private KafkaBroker(KafkaRaftServer server) {
    this.server = server;
  }

  /// Starts the broker and returns once it accepts connections.
  ///
  /// @param port of the client listener
  /// @param controllerPort of the controller listener, which clients never use
  /// @param maxMessageBytes the largest record batch that the broker accepts
  /// @param advertisedPort port that clients are told to use
  public static KafkaBroker start(
      Path data, int port, int controllerPort, int maxMessageBytes, int advertisedPort)
      throws IOException {
    var config = settings(data, port, controllerPort, maxMessageBytes);
    config.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + advertisedPort);
    format(data);
    var server = new KafkaRaftServer(KafkaConfig.fromProps(config, false), Time.SYSTEM);
    server.startup();
    return new KafkaBroker(server);
  }

  public void awaitShutdown() {
    server.awaitShutdown();
  }

  @Override
  public void close() {
    server.shutdown();
  }

  private static void format(Path data) throws IOException {
    if (Files.exists(data.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(data);
    var output = new ByteArrayOutputStream();
    try {
      new Formatter()
          .setPrintStream(new PrintStream(output, true, StandardCharsets.UTF_8))
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(Integer.parseInt(NODE_ID))
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(data.toString())
          .setDirectories(List.of(data.toString()))
          .run();
    } catch (Exception e) {
      throw new IOException(
          "Cannot format %s for Kafka: %s".formatted(data, output.toString(StandardCharsets.UTF_8)),
          e);
    }
  }

  private static Properties settings(Path data, int port, int controllerPort, int maxMessageBytes) {
    var config = new Properties();
    config.put("process.roles", "broker,controller");
    config.put("node.id", NODE_ID);
    config.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    config.put("controller.listener.names", "CONTROLLER");
    config.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
    config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    config.put("log.dirs", data.toString());
    config.put("message.max.bytes", Integer.toString(maxMessageBytes));
    config.put("auto.create.topics.enable", "false");
    restartQuickly(config);
    stayAlone(config);
    staySmall(config);
    return config;
  }

  /// After a kill, the controller must not keep the dead broker's session for long.
  private static void restartQuickly(Properties config) {
    config.put("broker.session.timeout.ms", "3000");
    config.put("broker.heartbeat.interval.ms", "500");
    config.put("group.initial.rebalance.delay.ms", "0");
    config.put("controlled.shutdown.enable", "false");
  }

  private static void stayAlone(Properties config) {
    config.put("offsets.topic.replication.factor", "1");
    config.put("transaction.state.log.replication.factor", "1");
    config.put("transaction.state.log.min.isr", "1");
    config.put("share.coordinator.state.topic.replication.factor", "1");
    config.put("share.coordinator.state.topic.min.isr", "1");
  }

  private static void staySmall(Properties config) {
    config.put("log.cleaner.dedupe.buffer.size", "2097152");
    config.put("offsets.topic.num.partitions", "4");
    config.put("transaction.state.log.num.partitions", "4");
    config.put("share.coordinator.state.topic.num.partitions", "4");
    config.put("group.min.session.timeout.ms", "1000");
  }
}
