package io.quittance.e2e;

import io.quittance.e2e.audit.Auditor;
import io.quittance.e2e.audit.Verdict;
import io.quittance.embedded.kafka.EmbeddedKafka;
import io.quittance.embedded.postgres.EmbeddedPostgres;
import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.Ports;
import io.quittance.embedded.process.ProcessSpec;
import io.quittance.embedded.token.LocalIssuer;
import io.quittance.testkit.TestTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// Kafka, PostgreSQL with full durability, an issuer of tokens and the services as processes that a
/// test starts, kills and starts again. Free ports, data in a directory that goes with it.
final class TestPlatform implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(90);

  private final Path directory;
  private final EmbeddedKafka kafka;
  private final EmbeddedPostgres postgres;
  private final LocalIssuer issuer;
  private final TestTopics topics;
  private final Map<String, Service> services = new HashMap<>();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  private TestPlatform(
      Path directory, EmbeddedKafka kafka, EmbeddedPostgres postgres, LocalIssuer issuer) {
    this.directory = directory;
    this.kafka = kafka;
    this.postgres = postgres;
    this.issuer = issuer;
    this.topics = new TestTopics(kafka.bootstrapServers(), "", 12);
  }

  private record Service(int port, int managementPort, ChildProcess process) {}

  /// Starts the servers and then the services, and returns when all are ready.
  static TestPlatform start(String... services) {
    TestPlatform platform = servers();
    try {
      for (String service : services) {
        platform.launch(service);
      }
      for (String service : services) {
        platform.awaitReady(service);
      }
      return platform;
    } catch (RuntimeException e) {
      platform.close();
      throw e;
    }
  }

  private static TestPlatform servers() {
    try {
      Path directory = Files.createTempDirectory("quittance-e2e");
      return new TestPlatform(
          directory,
          EmbeddedKafka.start(EmbeddedKafka.Settings.of(directory.resolve("kafka"), 0)),
          EmbeddedPostgres.start(EmbeddedPostgres.Settings.of(directory.resolve("pg"), 0)),
          LocalIssuer.start(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

  LocalIssuer issuer() {
    return issuer;
  }

  URI url(String service, String path) {
    return URI.create("http://127.0.0.1:" + service(service).port() + path);
  }

  ChildProcess process(String service) {
    return service(service).process();
  }

  /// Kept after the test.
  Path log(String service) {
    return Repository.root()
        .resolve("e2e/target/logs")
        .resolve(directory.getFileName() + "-" + service + ".log");
  }

  /// Starts a service, on the ports it had before if it ran before, without waiting for it.
  void launch(String service) {
    Service before = services.get(service);
    int port = before == null ? Ports.free() : before.port();
    int management = before == null ? Ports.free() : before.managementPort();
    List<String> options = new ArrayList<>(List.of("-Xmx256m", "-XX:+UseSerialGC"));
    options.add("--enable-native-access=ALL-UNNAMED");
    options.add("--sun-misc-unsafe-memory-access=allow");
    settings(service, port, management)
        .forEach((key, value) -> options.add("-D" + key + "=" + value));
    ChildProcess process =
        ChildProcess.start(
            ProcessSpec.javaJar(
                service,
                Repository.services().resolve(service + "/target/quarkus-app/quarkus-run.jar"),
                options,
                List.of(),
                Map.of("OMP_WAIT_POLICY", "PASSIVE"),
                log(service),
                directory.resolve(service + ".pid")));
    services.put(service, new Service(port, management, process));
  }

  void awaitReady(String service) {
    service(service).process().awaitReady(START, () -> isReady(service));
  }

  boolean isReady(String service) {
    URI health =
        URI.create(
            "http://127.0.0.1:%d/q/health/ready".formatted(service(service).managementPort()));
    HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(3)).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Waits until both readers have read all there is, and nothing waits to be published.
  void awaitNoLag(Duration patience, String... groups) {
    try (Lag lag = new Lag(kafka.bootstrapServers())) {
      Awaitility.await()
          .atMost(patience)
          .pollInterval(Duration.ofMillis(250))
          .until(() -> Stream.of(groups).mapToLong(lag::of).sum(), total -> total == 0);
    }
  }

  /// The audit of scoring and feedback.
  Verdict audit() throws SQLException {
    try (Connection database = database()) {
      return new Auditor(kafka.bootstrapServers(), database).auditLoop();
    }
  }

  @Override
  public void close() {
    services.values().forEach(service -> service.process().close());
    topics.close();
    http.shutdownNow();
    issuer.close();
    kafka.close();
    postgres.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Service service(String name) {
    Service service = services.get(name);
    if (service == null) {
      throw new IllegalArgumentException(name + " was never started");
    }
    return service;
  }

  private Map<String, String> settings(String service, int port, int managementPort) {
    Map<String, String> settings = new HashMap<>();
    settings.put("quarkus.http.host", "127.0.0.1");
    settings.put("quarkus.http.port", Integer.toString(port));
    settings.put("quarkus.management.host", "127.0.0.1");
    settings.put("quarkus.management.port", Integer.toString(managementPort));
    String channel = service.equals("scoring") ? "inputs" : service;
    settings.put("mp.messaging.incoming." + channel + ".group.instance.id", service + "-0");
    settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    settings.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl());
    settings.put("quarkus.datasource.reactive.url", postgres.reactiveUrl());
    settings.put("quarkus.datasource.username", postgres.username());
    settings.put("quarkus.datasource.password", postgres.password());
    settings.put("quarkus.oidc.auth-server-url", issuer.url());
    settings.put("quarkus.oidc-client.auth-server-url", issuer.url());
    settings.put("quittance.data-dir", directory.resolve(service).toString());
    return settings;
  }
}
