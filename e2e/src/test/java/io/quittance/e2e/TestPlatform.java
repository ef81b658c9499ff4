package io.quittance.e2e;

import io.quittance.e2e.audit.Auditor;
import io.quittance.e2e.audit.Verdict;
import io.quittance.e2e.audit.evidence.ConsumerLag;
import io.quittance.e2e.faults.platform.FreePorts;
import io.quittance.embedded.kafka.EmbeddedKafka;
import io.quittance.embedded.postgres.EmbeddedPostgres;
import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.Patience;
import io.quittance.local.launch.Health;
import io.quittance.local.launch.Layout;
import io.quittance.local.launch.Part;
import io.quittance.local.launch.PortMap;
import io.quittance.local.launch.ServiceSettings;
import io.quittance.testkit.Directories;
import io.quittance.testkit.TestTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// Kafka, PostgreSQL with full durability, and some of the services as processes that a test can
/// start, kill and restart, configured as `./quittance up` does. It uses free ports and no token
/// issuer. Closing it deletes its data; its logs stay in `e2e/target/platforms`. Not thread-safe.
final class TestPlatform implements AutoCloseable {

  private final Layout layout;
  private final PortMap ports;
  private final ServiceSettings settings;
  private final Health health;
  private final EmbeddedKafka kafka;
  private final EmbeddedPostgres postgres;
  private final TestTopics topics;
  private final Map<Part, ChildProcess> services = new EnumMap<>(Part.class);

  private TestPlatform(
      Layout layout,
      PortMap ports,
      Map<String, String> overrides,
      EmbeddedKafka kafka,
      EmbeddedPostgres postgres) {
    this.layout = layout;
    this.ports = ports;
    this.settings = new ServiceSettings(layout, ports, overrides);
    this.health = new Health(ports);
    this.kafka = kafka;
    this.postgres = postgres;
    this.topics = new TestTopics(kafka.bootstrapServers(), "", 12);
  }

  /// Starts the servers and services and returns when all are ready.
  static TestPlatform start(Part... services) {
    return start(Map.of(), services);
  }

  /// @param overrides configuration that overrides that of the services
  static TestPlatform start(Map<String, String> overrides, Part... services) {
    Map<String, String> settings = new HashMap<>(overrides);
    if (!List.of(services).contains(Part.REGISTRY)) {
      settings.putIfAbsent("quittance.model.wait-at-most", "0s");
    }
    TestPlatform platform = servers(settings);
    try {
      Stream.of(services).forEach(platform::launch);
      Stream.of(services).forEach(platform::awaitReady);
      return platform;
    } catch (RuntimeException e) {
      platform.close();
      throw e;
    }
  }

  private static TestPlatform servers(Map<String, String> overrides) {
    Path directory = newDirectory();
    PortMap ports = FreePorts.find();
    EmbeddedKafka kafka =
        EmbeddedKafka.start(
            EmbeddedKafka.Settings.of(directory.resolve("data/kafka"), ports.port(Part.KAFKA)));
    try {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.start(
              EmbeddedPostgres.Settings.of(
                  directory.resolve("data/postgres"), ports.port(Part.POSTGRES)));
      return new TestPlatform(
          new Layout(Project.services(), directory), ports, overrides, kafka, postgres);
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
    }
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  TestTopics topics() {
    return topics;
  }

  Connection database() throws SQLException {
    return postgres.connect();
  }

  String url(Part service) {
    return ports.url(service);
  }

  /// Starts a second process of a service, with the same servers and consumer group. The caller
  /// closes it.
  Twin twin(Part service) {
    PortMap free = FreePorts.find();
    Map<String, String> properties = new HashMap<>(settings.overrides());
    properties.put("kafka.bootstrap.servers", ports.bootstrapServers());
    properties.put("quarkus.datasource.jdbc.url", ports.jdbcUrl());
    properties.put("quarkus.datasource.reactive.url", ports.reactiveUrl());
    properties.put("quittance.lifecycle.trusted-keys", layout.lifecycleKey().known().toString());
    properties.put("mp.messaging.incoming.inputs.group.instance.id", service.title() + "-1");
    ServiceSettings other =
        new ServiceSettings(
            new Layout(Project.services(), layout.data().resolve("twin")), free, properties);
    ChildProcess started = ChildProcess.start(other.process(service));
    try (Health ready = new Health(free)) {
      started.awaitReady(Patience.ofEnvironment(), () -> ready.look(service));
    }
    return new Twin(free.url(service), started);
  }

  /// A second process of a service.
  record Twin(String url, ChildProcess process) implements AutoCloseable {
    @Override
    public void close() {
      process.close();
    }
  }

  ChildProcess process(Part service) {
    return Objects.requireNonNull(services.get(service), "The service was never started");
  }

  /// Starts a service without waiting until it is ready.
  void launch(Part service) {
    launch(service, Map.of());
  }

  /// Starts a service with settings of this one process, without waiting until it is ready.
  void launch(Part service, Map<String, String> own) {
    Map<String, String> overrides = new HashMap<>(settings.overrides());
    overrides.putAll(own);
    services.put(
        service,
        ChildProcess.start(new ServiceSettings(layout, ports, overrides).process(service)));
  }

  void awaitReady(Part service) {
    process(service).awaitReady(Patience.ofEnvironment(), () -> health.look(service));
  }

  /// Waits until scoring and feedback have read all records.
  void awaitNoLag(Duration patience) {
    try (ConsumerLag lag = new ConsumerLag(kafka.bootstrapServers())) {
      Awaitility.await()
          .atMost(patience)
          .pollInterval(Duration.ofMillis(250))
          .until(() -> lag.of("scoring") + lag.of("feedback"), total -> total == 0);
    }
  }

  /// Audits scoring and feedback.
  Verdict audit() throws SQLException {
    try (Connection database = database()) {
      return new Auditor(kafka.bootstrapServers(), database).auditLoop();
    }
  }

  @Override
  public void close() {
    services.values().parallelStream().forEach(ChildProcess::close);
    topics.close();
    health.close();
    kafka.close();
    postgres.close();
    Directories.delete(layout.data().resolve("data"));
  }

  private static Path newDirectory() {
    try {
      Path platforms = Project.root().resolve("e2e/target/platforms");
      Files.createDirectories(platforms);
      return Files.createTempDirectory(platforms, "platform-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
