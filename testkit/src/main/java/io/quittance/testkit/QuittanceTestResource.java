package io.quittance.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quittance.core.event.LifecycleSignature;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.Topics;
import io.quittance.core.signature.DsseEnvelope;
import io.quittance.core.signature.SigningKeys;
import io.quittance.embedded.kafka.EmbeddedKafka;
import io.quittance.embedded.token.LocalIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Provides the environment of a service to a Quarkus test: a fresh database and fresh topics on
/// the [SharedServers], a token issuer, a data directory and free ports.
///
/// Annotate the test with `@QuarkusTestResource(QuittanceTestResource.class)`; a field of this type
/// receives the resource. The argument `partitions` (default 3) sets the number of partitions of
/// the event, outcome and decision topics. With the argument `own-broker` = `true`, Kafka is a
/// process of this resource alone, which [Outages] can take away.
///
/// Two resources never see each other's records or rows. Not thread-safe.
public final class QuittanceTestResource implements QuarkusTestResourceLifecycleManager {
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);

  private int partitions = 3;
  private boolean ownBroker;
  private final KeyPair lifecycleKey = SigningKeys.newPair();
  private @Nullable EmbeddedKafka broker;
  private SharedServers.@Nullable Database database;
  private @Nullable TestTopics topics;
  private @Nullable LocalIssuer issuer;
  private @Nullable Path dataDirectory;
  private @Nullable Path brokerData;

  @Override
  public void init(Map<String, String> arguments) {
    partitions = Integer.parseInt(arguments.getOrDefault("partitions", "3"));
    ownBroker = Boolean.parseBoolean(arguments.get("own-broker"));
  }

  @Override
  public Map<String, String> start() {
    SharedServers servers = ownBroker ? withOwnBroker(SharedServers.get()) : SharedServers.get();
    var freshDatabase = servers.newDatabase("test");
    var freshTopics = new TestTopics(servers.bootstrapServers(), servers.topicPrefix(), partitions);
    try {
      database = freshDatabase;
      topics = freshTopics;
      LocalIssuer freshIssuer = LocalIssuer.start(0);
      issuer = freshIssuer;
      Path freshDirectory = Files.createTempDirectory("quittance-test");
      dataDirectory = freshDirectory;
      return configuration(servers, freshDatabase, freshTopics, freshIssuer, freshDirectory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(QuittanceTestResource.class));
  }

  @Override
  public void stop() {
    if (topics != null) {
      topics.close();
    }
    if (issuer != null) {
      issuer.close();
    }
    if (broker != null) {
      broker.kill();
    }
    if (dataDirectory != null) {
      Directories.delete(dataDirectory);
    }
  }

  private SharedServers withOwnBroker(SharedServers shared) {
    try {
      Path data = Files.createTempDirectory("quittance-broker").resolve("kafka");
      EmbeddedKafka own = EmbeddedKafka.start(EmbeddedKafka.Settings.of(data, 0));
      broker = own;
      brokerData = data;
      return new SharedServers(own.bootstrapServers(), shared.postgresPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Kills the broker of this resource, waits, and starts it again with the same data and port.
  void restartBroker(Runnable wait) {
    EmbeddedKafka running = started(broker);
    running.kill();
    wait.run();
    broker = EmbeddedKafka.start(EmbeddedKafka.Settings.of(started(brokerData), running.port()));
  }

  SharedServers.Database database() {
    return started(database);
  }

  /// Returns the topics of this test.
  public TestTopics topics() {
    return started(topics);
  }

  public LocalIssuer issuer() {
    return started(issuer);
  }

  /// Returns the service's `quittance.data-dir`.
  public Path dataDirectory() {
    return started(dataDirectory);
  }

  /// Returns a token for the subject `tester` of the tenant `default` with these roles, valid for
  /// an hour.
  public String token(String... roles) {
    return tokenOf("tester", "default", roles);
  }

  /// Returns a token for a subject and tenant, valid for an hour.
  public String tokenOf(String subject, String tenant, String... roles) {
    return issuer().mint(subject, List.of(roles), tenant, TOKEN_LIFE);
  }

  /// Returns a token that names no tenant, valid for an hour.
  public String tokenWithoutTenant(String... roles) {
    return issuer().mint("tester", List.of(roles), null, TOKEN_LIFE);
  }

  /// Returns the key that signs the lifecycle snapshots that the service believes.
  public KeyPair lifecycleKey() {
    return lifecycleKey;
  }

  /// Publishes a lifecycle snapshot as the registry does.
  public void publish(ModelLifecycleChanged snapshot) {
    DsseEnvelope signed = LifecycleSignature.sign(snapshot, lifecycleKey);
    topics()
        .send(
            Topics.MODEL_LIFECYCLE,
            snapshot.tenant() + "/" + snapshot.model(),
            LifecycleSignature.headers(signed),
            signed.payload());
  }

  /// Opens a connection to the service's database; the caller closes it.
  public Connection jdbc() throws SQLException {
    var target = started(database);
    return DriverManager.getConnection(target.jdbcUrl(), target.username(), target.password());
  }

  private Map<String, String> configuration(
      SharedServers servers,
      SharedServers.Database database,
      TestTopics topics,
      LocalIssuer issuer,
      Path dataDirectory)
      throws IOException {
    var configuration = new HashMap<String, String>();
    configuration.put("kafka.bootstrap.servers", servers.bootstrapServers());
    configuration.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
    configuration.put("quarkus.datasource.reactive.url", database.reactiveUrl());
    configuration.put("quarkus.datasource.username", database.username());
    configuration.put("quarkus.datasource.password", database.password());
    configuration.put("quarkus.oidc.auth-server-url", issuer.url());
    configuration.put("quarkus.oidc-client.auth-server-url", issuer.url());
    configuration.put("quittance.data-dir", dataDirectory.toString());
    TestKeys keys = TestKeys.write(dataDirectory.resolve("keys"), lifecycleKey);
    configuration.putAll(keys.settings());
    configuration.put("quarkus.http.test-port", "0");
    configuration.put("quarkus.management.test-port", "0");
    for (String name : TestTopics.names()) {
      configuration.put("quittance.topics." + name, topics.topic(name));
    }
    return configuration;
  }

  private static <T> T started(@Nullable T part) {
    return Objects.requireNonNull(part, "The test resource has not been started");
  }
}
