package io.quittance.messaging;

import io.quittance.testkit.SharedServers;
import io.quittance.testkit.TestTopics;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.awaitility.Awaitility;

/// A real broker with topics and a real database with an outbox, all of one test's own.
public final class Platform implements AutoCloseable {

  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int PROBE_BYTES = 5_000;

  private static final String OUTBOX =
      """
      create schema test;
      create table test.outbox (
        id         bigint generated always as identity primary key,
        topic      text        not null,
        record_key text,
        headers    jsonb       not null,
        payload    bytea       not null,
        created_at timestamptz not null default now()
      )
      """;

  private final SharedServers servers = SharedServers.get();
  private final SharedServers.Database database = servers.newDatabase("messaging");
  private final TestTopics topics =
      new TestTopics(servers.bootstrapServers(), servers.topicPrefix(), 3);
  private final Vertx vertx = Vertx.vertx();
  private final List<AutoCloseable> opened = new ArrayList<>();

  public Platform() {
    sql(OUTBOX);
  }

  public TestTopics topics() {
    return topics;
  }

  public Vertx vertx() {
    return vertx;
  }

  public String bootstrapServers() {
    return servers.bootstrapServers();
  }

  /// The connector's settings of the broker, which a producer and a consumer start from.
  public Map<String, Object> broker() {
    return broker(servers.bootstrapServers());
  }

  /// The settings of a broker at any address, with short time-outs.
  public static Map<String, Object> broker(String bootstrapServers) {
    return new HashMap<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            500,
            ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG,
            50,
            ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            100));
  }

  /// An address where nobody listens.
  public static String nowhere() {
    return "127.0.0.1:1";
  }

  public RecordPublisher publisher(Map<String, Object> broker) {
    RecordPublisher publisher = new RecordPublisher(broker);
    opened.add(publisher::close);
    return publisher;
  }

  public RecordPublisher publisher() {
    Map<String, Object> settings = broker();
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000);
    return publisher(settings);
  }

  /// A reactive pool on the database.
  public Pool pool() {
    Pool pool =
        Pool.newInstance(
            PgBuilder.pool()
                .connectingTo(
                    PgConnectOptions.fromUri(database.reactiveUrl())
                        .setUser(database.username())
                        .setPassword(database.password()))
                .with(new PoolOptions().setMaxSize(4))
                .using(vertx)
                .build());
    opened.add(pool::closeAndAwait);
    return pool;
  }

  public Connection jdbc() throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.username(), database.password());
  }

  /// Sets the size of a record above which the broker refuses it, and waits until it does.
  public void limitRecords(String topic, int bytes) {
    configure(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(bytes));
    OutgoingRecord large =
        new OutgoingRecord(topics.topic(topic), "probe", Map.of(), new byte[PROBE_BYTES]);
    awaitRefused(large, bytes < PROBE_BYTES);
  }

  /// Makes a topic compacted, and waits until the broker refuses records without a key.
  public void compact(String topic) {
    configure(topic, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    OutgoingRecord keyless =
        new OutgoingRecord(topics.topic(topic), null, Map.of("probe", "1"), new byte[0]);
    awaitRefused(keyless, true);
  }

  /// Drops the oldest record of a topic's only partition that has any; returns the partition.
  int dropFirst(String topic) {
    int partition = topics.records(topic).getFirst().partition();
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers()))) {
      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition(topics.topic(topic), partition),
                  RecordsToDelete.beforeOffset(1)))
          .all()
          .get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return partition;
  }

  /// Changes a setting of a topic.
  void configure(String topic, String setting, String value) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topics.topic(topic));
    AlterConfigOp change =
        new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers()))) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitRefused(OutgoingRecord probe, boolean refused) {
    RecordPublisher publisher = publisher();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> isRefused(publisher.publish(List.of(probe))) == refused);
  }

  private static boolean isRefused(Uni<Void> sent) {
    try {
      await(sent);
      return false;
    } catch (RecordTooLargeException | InvalidRecordException e) {
      return true;
    }
  }

  /// Runs statements.
  public void sql(String statements) {
    try (Connection connection = jdbc();
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// How many records wait in the outbox.
  public int waiting() {
    try (Connection connection = jdbc();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select count(*) from test.outbox")) {
      result.next();
      return result.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The topics of this test under the platform's names.
  public TopicsConfig topicsConfig() {
    return new TopicsConfig() {
      @Override
      public String accountEvents() {
        return topics.topic("account-events");
      }

      @Override
      public String outcomes() {
        return topics.topic("outcomes");
      }

      @Override
      public String decisions() {
        return topics.topic("decisions");
      }

      @Override
      public String modelLifecycle() {
        return topics.topic("model-lifecycle");
      }

      @Override
      public String retrainingRequests() {
        return topics.topic("retraining-requests");
      }
    };
  }

  public static <T> T await(Uni<T> uni) {
    return uni.await().atMost(PATIENCE);
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable part : opened.reversed()) {
      part.close();
    }
    topics.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
