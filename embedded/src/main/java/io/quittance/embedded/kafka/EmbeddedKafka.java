package io.quittance.embedded.kafka;

import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.Patience;
import io.quittance.embedded.process.PidFile;
import io.quittance.embedded.process.Ports;
import io.quittance.embedded.process.ProcessSpec;
import io.quittance.embedded.process.Readiness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.TopicExistsException;

/// A Kafka broker in a child JVM with a 384 MiB heap, ready 2–5 seconds after it is started.
///
/// The broker keeps its data: a start on an existing directory resumes with all topics, records and
/// offsets, after a clean stop or a kill. A start first stops any broker that a killed launcher
/// left running on the same directory.
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
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

  private final ChildProcess process;
  private final int port;
  private final Patience patience;

  private EmbeddedKafka(ChildProcess process, int port, Patience patience) {
    this.process = process;
    this.port = port;
    this.patience = patience;
  }

  /// How to start a broker.
  ///
  /// @param data its data directory, formatted if new
  /// @param port of its listener, or 0 to use a free one
  /// @param logFile receives the broker's output
  /// @param maxMessageBytes the largest record batch that the broker accepts
  /// @param classPath of the child JVM
  /// @param patience how long the start may go without progress
  /// @param advertisedPort port that clients are told to use, for a proxy in front of the broker; 0
  ///   for the port of the listener
  public record Settings(
      Path data,
      int port,
      Path logFile,
      int maxMessageBytes,
      String classPath,
      Patience patience,
      int advertisedPort) {
    private static final int ONE_MEBIBYTE = 1_048_576;

    /// Returns settings with batches of up to 1 MiB, the class path of this JVM, the log beside the
    /// data, and the patience set in the environment.
    public static Settings of(Path data, int port) {
      return new Settings(
          data,
          port,
          data.resolveSibling(data.getFileName() + ".log"),
          ONE_MEBIBYTE,
          System.getProperty("java.class.path"),
          Patience.ofEnvironment(),
          0);
    }

    public Settings withPort(int chosen) {
      return new Settings(
          data, chosen, logFile, maxMessageBytes, classPath, patience, advertisedPort);
    }

    public Settings withLogFile(Path file) {
      return new Settings(data, port, file, maxMessageBytes, classPath, patience, advertisedPort);
    }

    public Settings withPatience(Patience chosen) {
      return new Settings(data, port, logFile, maxMessageBytes, classPath, chosen, advertisedPort);
    }

    /// Settings for a broker behind a proxy on loopback.
    public Settings withAdvertisedPort(int proxyPort) {
      return new Settings(data, port, logFile, maxMessageBytes, classPath, patience, proxyPort);
    }
  }

  /// Starts the broker and returns once it accepts requests.
  ///
  /// @throws io.quittance.embedded.process.PortTakenException when another process uses the port
  /// @throws io.quittance.embedded.process.StartFailedException when the broker ends or stalls
  ///   before it accepts requests, or when this thread is interrupted
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
                Integer.toString(settings.maxMessageBytes()),
                Integer.toString(
                    settings.advertisedPort() == 0 ? port : settings.advertisedPort())),
            settings.logFile(),
            pidFile.path());
    var kafka = new EmbeddedKafka(ChildProcess.start(spec), port, settings.patience());
    kafka.process.awaitReady(settings.patience(), kafka::readiness);
    return kafka;
  }

  /// Returns `127.0.0.1:port`.
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public ChildProcess process() {
    return process;
  }

  /// Creates the topics that do not exist yet and leaves existing topics unchanged. Returns once
  /// each topic has a leader; waits at most one minute times the patience factor.
  ///
  /// @throws io.quittance.embedded.process.StartFailedException when the broker ends in the
  ///   meantime
  public void createTopics(List<TopicSpec> topics) {
    var creation =
        CompletableFuture.runAsync(
            () -> createTopics(bootstrapServers(), topics, patience.scaled(ADMIN_TIMEOUT)),
            Thread::startVirtualThread);
    CompletableFuture.anyOf(creation, process.onExit()).exceptionally(_ -> 0).join();
    if (!creation.isDone()) {
      throw process.endedEarly("while its topics were created");
    }
    try {
      creation.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("Kafka did not create its topics", e.getCause());
    }
  }

  /// Creates topics on any broker, as [#createTopics(List)] does.
  public static void createTopics(String bootstrapServers, List<TopicSpec> topics) {
    createTopics(bootstrapServers, topics, Patience.ofEnvironment().scaled(ADMIN_TIMEOUT));
  }

  private static void createTopics(
      String bootstrapServers, List<TopicSpec> topics, Duration timeout) {
    try (Admin admin = admin(bootstrapServers, timeout)) {
      var created =
          admin.createTopics(
              topics.stream()
                  .map(
                      topic ->
                          new NewTopic(topic.name(), topic.partitions(), (short) 1)
                              .configs(topic.config()))
                  .toList());
      for (var result : created.values().values()) {
        awaitCreation(result, timeout);
      }
    }
  }

  public Set<String> topics() {
    Duration timeout = patience.scaled(ADMIN_TIMEOUT);
    try (Admin admin = admin(bootstrapServers(), timeout)) {
      return admin.listTopics().names().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Kafka did not list its topics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Stops the broker cleanly; kills it after 20 seconds.
  public void stop() {
    process.stop(STOP);
  }

  /// Kills the broker at once, as a crash would.
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

  private static void awaitCreation(KafkaFuture<Void> result, Duration timeout) {
    try {
      result.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException("Kafka did not create a topic", e);
      }
    } catch (TimeoutException e) {
      throw new IllegalStateException("Kafka did not create a topic in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Readiness readiness() {
    if (!Ports.isOpen(port)) {
      return Readiness.waiting("port %d is closed".formatted(port));
    }
    try (Admin admin = admin(bootstrapServers(), PROBE_TIMEOUT)) {
      Collection<Node> nodes =
          admin.describeCluster().nodes().get(PROBE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      return nodes.isEmpty() ? Readiness.waiting("the cluster has no broker yet") : Readiness.READY;
    } catch (ExecutionException | TimeoutException _) {
      return Readiness.waiting("port %d is open but the broker does not answer".formatted(port));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Readiness.waiting("interrupted");
    }
  }

  private static Admin admin(String bootstrapServers, Duration timeout) {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            Long.toString(timeout.toMillis()),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            Long.toString(timeout.toMillis()),
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            "200",
            // A client that gets no answer retries the same address, instead of resolving it again
            // without a pause.
            AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG,
            "none"));
  }
}
