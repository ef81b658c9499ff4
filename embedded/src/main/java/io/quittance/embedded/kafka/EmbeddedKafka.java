package io.quittance.embedded.kafka;

import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.PidFile;
import io.quittance.embedded.process.Ports;
import io.quittance.embedded.process.ProcessSpec;
import io.quittance.embedded.process.StartFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/// A Kafka broker in a child JVM of 384 MiB, ready 2–5 seconds after its start.
///
/// Its data is kept: a start on an existing directory continues with all topics, records and
/// offsets, after a clean stop as after a kill. A broker that a killed launcher left behind on the
/// same directory is stopped first.
public final class EmbeddedKafka implements AutoCloseable {
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xmx384m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Djava.awt.headless=true",
          "-Dslf4j.internal.verbosity=ERROR",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final int ADMIN_TIMEOUT_MILLIS = 15_000;

  private final ChildProcess process;
  private final int port;

  private EmbeddedKafka(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /// How to start a broker.
  ///
  /// @param data its directory, formatted when new
  /// @param port of its listener, or 0 for a free one
  /// @param logFile receives the broker's output
  /// @param maxMessageBytes the largest record batch that it accepts
  /// @param classPath of the child JVM
  public record Settings(Path data, int port, Path logFile, int maxMessageBytes, String classPath) {
    private static final int ONE_MEBIBYTE = 1_048_576;

    /// One MiB a batch, the class path of this JVM, the log beside the data.
    public static Settings of(Path data, int port) {
      return new Settings(
          data,
          port,
          data.resolveSibling(data.getFileName() + ".log"),
          ONE_MEBIBYTE,
          System.getProperty("java.class.path"));
    }

    public Settings withPort(int chosen) {
      return new Settings(data, chosen, logFile, maxMessageBytes, classPath);
    }

    public Settings withLogFile(Path file) {
      return new Settings(data, port, file, maxMessageBytes, classPath);
    }

    public Settings withMaxMessageBytes(int bytes) {
      return new Settings(data, port, logFile, bytes, classPath);
    }

    public Settings withClassPath(String path) {
      return new Settings(data, port, logFile, maxMessageBytes, path);
    }
  }

  /// Starts the broker and returns when it answers.
  ///
  /// @throws io.quittance.embedded.process.PortTakenException when another process has the port
  /// @throws StartFailedException when it does not answer within a minute
  public static EmbeddedKafka start(Settings settings) {
    var pidFile = pidFile(settings.data());
    ChildProcess.stopLeftover(pidFile, STOP);
    int port = Ports.claim(settings.port(), "Kafka");
    var spec =
        ProcessSpec.javaMain(
            "Kafka",
            KafkaBrokerMain.class.getName(),
            settings.classPath(),
            JVM_OPTIONS,
            List.of(
                settings.data().toAbsolutePath().toString(),
                Integer.toString(port),
                Integer.toString(Ports.free()),
                Integer.toString(settings.maxMessageBytes())),
            settings.logFile(),
            pidFile.path());
    var kafka = new EmbeddedKafka(ChildProcess.start(spec), port);
    kafka.process.awaitReady(START, kafka::answers);
    return kafka;
  }

  /// `127.0.0.1:port`
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public ChildProcess process() {
    return process;
  }

  /// Creates the topics that do not exist yet; existing ones stay as they are. Returns when each
  /// has its leader.
  public void createTopics(List<TopicSpec> topics) {
    createTopics(bootstrapServers(), topics);
  }

  /// The same for any broker.
  public static void createTopics(String bootstrapServers, List<TopicSpec> topics) {
    try (Admin admin = admin(bootstrapServers, ADMIN_TIMEOUT_MILLIS)) {
      var created =
          admin.createTopics(
              topics.stream()
                  .map(
                      topic ->
                          new NewTopic(topic.name(), topic.partitions(), (short) 1)
                              .configs(topic.config()))
                  .toList());
      for (var result : created.values().values()) {
        awaitCreation(result);
      }
    }
  }

  public Set<String> topics() {
    try (Admin admin = admin(bootstrapServers(), ADMIN_TIMEOUT_MILLIS)) {
      return admin.listTopics().names().get(ADMIN_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Kafka does not list its topics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Stops the broker cleanly, at most 20 seconds.
  public void stop() {
    process.stop(STOP);
  }

  /// Ends the broker at once, as a crash would.
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    stop();
  }

  static PidFile pidFile(Path data) {
    return new PidFile(
        data.toAbsolutePath().resolve("quittance-kafka.pid"), KafkaBrokerMain.class.getName());
  }

  private static void awaitCreation(org.apache.kafka.common.KafkaFuture<Void> result) {
    try {
      result.get(ADMIN_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException("Kafka does not create a topic", e);
      }
    } catch (TimeoutException e) {
      throw new IllegalStateException("Kafka does not create a topic in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private boolean answers() {
    if (Ports.isFree(port)) {
      return false;
    }
    try (Admin admin = admin(bootstrapServers(), 2_000)) {
      return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailedException("Interrupted while waiting for Kafka", e);
    }
  }

  private static Admin admin(String bootstrapServers, int timeoutMillis) {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            Integer.toString(timeoutMillis),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            Integer.toString(timeoutMillis),
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            "200"));
  }
}
