package io.quittance.messaging.outbox;

import static io.quittance.messaging.Platform.await;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quittance.core.event.Topics;
import io.quittance.messaging.OutgoingRecord;
import io.quittance.messaging.Platform;
import io.quittance.messaging.RecordPublisher;
import io.quittance.testkit.TestTopics;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.pgclient.PgException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OutboxRelayIT {

  private static final int BATCH = 10;
  private static final OutboxConfig CONFIG = new Config(Duration.ofHours(1), true);

  private final Platform platform = new Platform();
  private final Pool pool = platform.pool();
  private final Outbox outbox = new Outbox(CONFIG);

  @AfterEach
  void close() throws Exception {
    platform.close();
  }

  private record Config(Duration interval, boolean enabled) implements OutboxConfig {
    @Override
    public String schema() {
      return "test";
    }

    @Override
    public int batchSize() {
      return BATCH;
    }
  }

  private OutboxRelay relay(RecordPublisher publisher) {
    return relay(CONFIG, publisher);
  }

  private OutboxRelay relay(OutboxConfig config, RecordPublisher publisher) {
    return new OutboxRelay(config, platform.pool(), publisher, platform.vertx());
  }

  private OutgoingRecord record(int number) {
    return new OutgoingRecord(
        platform.topics().topic(Topics.DECISIONS),
        "acme/a",
        Map.of("ce_id", "e-" + number),
        ("decision " + number).getBytes(StandardCharsets.UTF_8));
  }

  private void append(int from, int to) {
    List<OutgoingRecord> records = IntStream.range(from, to).mapToObj(this::record).toList();
    await(pool.withTransaction(connection -> outbox.append(connection, records)));
  }

  private List<String> published() {
    return platform.topics().records(Topics.DECISIONS).stream()
        .filter(record -> !"probe".equals(record.key()))
        .filter(record -> TestTopics.header(record, "probe") == null)
        .map(record -> String.valueOf(TestTopics.header(record, "ce_id")))
        .toList();
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "e-" + i).toList();
  }

  @Test
  void whatWasCommittedIsPublishedInOrderAndRemoved() {
    append(0, 3);
    append(3, 7);

    assertEquals(7, await(relay(platform.publisher()).relayOnce()));

    assertEquals(ids(0, 7), published());
    assertEquals(0, platform.waiting());
  }

  /// Two that append the same keys in opposite order take their turns in one order.
  @Test
  void appendsWithTheSameKeysNeverWaitForEachOtherCrosswise() {
    List<OutgoingRecord> records =
        IntStream.range(0, 40).mapToObj(i -> keyed("acme/" + i % 20, i)).toList();
    for (int round = 0; round < 20; round++) {
      CompletableFuture<Void> forwards = appendLater(records);
      CompletableFuture<Void> backwards = appendLater(records.reversed());

      CompletableFuture.allOf(forwards, backwards).join();
    }

    assertEquals(2 * 20 * records.size(), platform.waiting());
  }

  private OutgoingRecord keyed(String key, int number) {
    OutgoingRecord record = record(number);
    return new OutgoingRecord(record.topic(), key, record.headers(), record.payload());
  }

  private CompletableFuture<Void> appendLater(List<OutgoingRecord> records) {
    return pool.withTransaction(connection -> outbox.append(connection, records))
        .subscribeAsCompletionStage();
  }

  @Test
  void whatWasRolledBackIsNeverPublished() {
    assertThrows(
        IllegalStateException.class,
        () ->
            await(
                pool.withTransaction(
                    connection ->
                        outbox
                            .append(connection, List.of(record(1)))
                            .chain(
                                () -> Uni.createFrom().failure(new IllegalStateException("no"))))));

    assertEquals(0, await(relay(platform.publisher()).relayOnce()));

    assertEquals(List.of(), published());
  }

  @Test
  void keyHeadersAndBytesComeThroughTheTableAsTheyWere() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce_id", "e-\"1\"\\");
    headers.put("ce_source", "/bänk");
    byte[] bytes = {0, -1, 127, 10};
    String topic = platform.topics().topic(Topics.DECISIONS);
    List<OutgoingRecord> records =
        List.of(
            new OutgoingRecord(topic, "acme/ä", headers, bytes),
            new OutgoingRecord(topic, null, Map.of(), new byte[0]));
    await(pool.withTransaction(connection -> outbox.append(connection, records)));

    await(relay(platform.publisher()).relayOnce());

    List<ConsumerRecord<String, byte[]>> published = platform.topics().records(Topics.DECISIONS);
    ConsumerRecord<String, byte[]> keyed =
        published.stream().filter(record -> record.key() != null).findFirst().orElseThrow();
    assertEquals("acme/ä", keyed.key());
    assertEquals("e-\"1\"\\", TestTopics.header(keyed, "ce_id"));
    assertEquals("/bänk", TestTopics.header(keyed, "ce_source"));
    assertArrayEquals(bytes, keyed.value());
    ConsumerRecord<String, byte[]> bare =
        published.stream().filter(record -> record != keyed).findFirst().orElseThrow();
    assertNull(bare.key());
    assertEquals(0, bare.value().length);
  }

  @Test
  void oneBatchIsBoundedAndAWakeUpGoesOnUntilNothingIsLeft() {
    append(0, 3 * BATCH + 4);
    OutboxRelay relay = relay(platform.publisher());

    assertEquals(BATCH, await(relay.relayOnce()));
    assertEquals(2 * BATCH + 4, platform.waiting());
    relay.wakeUp();

    await().atMost(Platform.PATIENCE).until(() -> platform.waiting() == 0);
    assertEquals(ids(0, 3 * BATCH + 4), published());
  }

  @Test
  void aWakeUpDuringARelayIsNotLost() {
    OutboxRelay relay = relay(platform.publisher());
    for (int i = 0; i < 50; i++) {
      append(i, i + 1);
      relay.wakeUp();
    }

    await().atMost(Platform.PATIENCE).until(() -> platform.waiting() == 0);
    assertEquals(ids(0, 50), published());
  }

  @Test
  void theTimerLooksWithoutAWakeUp() {
    OutboxRelay relay = relay(new Config(Duration.ofMillis(50), true), platform.publisher());
    relay.start(new StartupEvent());
    append(0, 2);

    await().atMost(Platform.PATIENCE).until(() -> platform.waiting() == 0);
    relay.stop(new ShutdownEvent());
    assertEquals(ids(0, 2), published());
  }

  @Test
  void aRelayThatIsSwitchedOffPublishesNothing() {
    OutboxRelay off = relay(new Config(Duration.ofMillis(20), false), platform.publisher());
    append(0, 1);

    off.start(new StartupEvent());
    off.wakeUp();

    await()
        .during(Duration.ofMillis(500))
        .atMost(Platform.PATIENCE)
        .until(() -> platform.waiting() == 1);
    assertEquals(List.of(), published());
  }

  @Test
  void whileAnotherProcessHoldsTheLockNothingIsPublished() throws SQLException {
    append(0, 2);
    OutboxRelay relay = relay(platform.publisher());
    try (Connection other = platform.jdbc();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select pg_advisory_xact_lock(hashtext('test.outbox'))");
      assertEquals(0, await(relay.relayOnce()));
      other.rollback();
    }

    assertEquals(2, await(relay.relayOnce()));

    assertEquals(ids(0, 2), published());
  }

  @Test
  void severalRelaysKeepTheOrder() {
    append(0, 20 * BATCH);
    List<OutboxRelay> relays =
        IntStream.range(0, 3).mapToObj(_ -> relay(platform.publisher())).toList();

    while (platform.waiting() > 0) {
      CompletableFuture.allOf(
              relays.stream()
                  .map(relay -> relay.relayOnce().subscribe().asCompletionStage())
                  .toArray(CompletableFuture[]::new))
          .join();
    }

    assertEquals(ids(0, 20 * BATCH), published());
  }

  /// Another process takes the lock again and again and gives up, as when the broker is away for
  /// it.
  @Test
  void aRelayThatGivesUpDoesNotLetAnotherSkipRecords() throws Exception {
    append(0, 20 * BATCH);
    AtomicBoolean done = new AtomicBoolean();
    Thread other =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (Connection connection = platform.jdbc();
                      Statement statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    while (!done.get()) {
                      statement.execute("select pg_advisory_xact_lock(hashtext('test.outbox'))");
                      connection.rollback();
                    }
                  } catch (SQLException e) {
                    throw new IllegalStateException(e);
                  }
                });
    OutboxRelay relay = relay(platform.publisher());

    while (platform.waiting() > 0) {
      await(relay.relayOnce());
    }
    done.set(true);
    other.join();

    assertEquals(ids(0, 20 * BATCH), published());
  }

  /// The broker refuses a record after those behind it were sent.
  @Test
  void aRecordThatTheBrokerRefusesHoldsBackItsKeyAlone() {
    platform.limitRecords(Topics.DECISIONS, 2_000);
    OutgoingRecord large =
        new OutgoingRecord(record(1).topic(), "acme/a", Map.of("ce_id", "e-1"), new byte[5_000]);
    OutgoingRecord foreign =
        new OutgoingRecord(record(3).topic(), "acme/b", Map.of("ce_id", "e-3"), new byte[10]);
    await(
        pool.withTransaction(
            connection ->
                outbox.append(connection, List.of(record(0), large, record(2), foreign))));
    OutboxRelay relay = relay(platform.publisher());

    assertThrows(OutboxRelay.StalledException.class, () -> await(relay.relayOnce()));
    assertEquals(Set.of("e-0", "e-3"), Set.copyOf(published()));
    assertEquals(2, platform.waiting());
    platform.limitRecords(Topics.DECISIONS, 100_000);
    await()
        .atMost(Platform.PATIENCE)
        .until(
            () -> {
              relay.wakeUp();
              return platform.waiting() == 0;
            });

    assertEquals(
        List.of("e-0", "e-1", "e-2"),
        published().stream().filter(id -> !"e-3".equals(id)).toList());
  }

  /// The broker refuses a record without a key on a compacted topic, and with it what the producer
  /// sent in the same batch.
  @Test
  void aRecordWithoutAKeyThatTheBrokerRefusesHoldsNoOtherUpAndIsNotTriedWithoutEnd() {
    platform.compact(Topics.DECISIONS);
    String topic = record(0).topic();
    List<OutgoingRecord> records = new ArrayList<>();
    records.add(new OutgoingRecord(topic, null, Map.of("ce_id", "e-0"), new byte[10]));
    IntStream.range(1, BATCH)
        .mapToObj(
            i -> new OutgoingRecord(topic, "acme/" + i, Map.of("ce_id", "e-" + i), new byte[1]))
        .forEach(records::add);
    await(pool.withTransaction(connection -> outbox.append(connection, records)));
    OutboxRelay relay = relay(platform.publisher());

    var refused = assertThrows(OutboxRelay.StalledException.class, () -> await(relay.relayOnce()));

    assertEquals(Set.copyOf(ids(1, BATCH)), Set.copyOf(published()));
    assertEquals(1, platform.waiting());
    assertEquals(0, await(relay.relayOnce()));
    assertEquals("record 1, which has no key, cannot be published", refused.getMessage());
  }

  @Test
  void aWriterThatCommitsLateIsPublishedBeforeThoseAfterItWithTheSameKey() {
    OutboxRelay relay = relay(platform.publisher());
    SqlConnection late = await(pool.getConnection());
    Transaction transaction = await(late.begin());
    await(outbox.append(late, List.of(record(0))));
    CompletableFuture<Void> next =
        pool.withTransaction(connection -> outbox.append(connection, List.of(record(1))))
            .subscribeAsCompletionStage();
    OutgoingRecord foreign =
        new OutgoingRecord(record(3).topic(), "acme/b", Map.of("ce_id", "e-3"), new byte[10]);
    await(pool.withTransaction(connection -> outbox.append(connection, List.of(foreign))));

    assertEquals(1, await(relay.relayOnce()));
    assertEquals(List.of("e-3"), published());
    assertFalse(next.isDone());
    await(transaction.commit());
    await(late.close());
    next.join();
    await(relay.relayOnce());

    assertEquals(
        List.of("e-0", "e-1"), published().stream().filter(id -> !"e-3".equals(id)).toList());
  }

  @Test
  void whatTheBrokerDidNotTakeStaysAndIsPublishedLater() {
    append(0, 3);

    assertThrows(
        TimeoutException.class,
        () -> await(relay(platform.publisher(Platform.broker(Platform.nowhere()))).relayOnce()));
    assertEquals(3, platform.waiting());

    assertEquals(3, await(relay(platform.publisher()).relayOnce()));
    assertEquals(ids(0, 3), published());
  }

  /// A failure between the broker's acknowledgement and the commit, as when a process is killed.
  @Test
  void whatWasPublishedButNotRemovedIsPublishedAgain() {
    append(0, 2);
    platform.sql(
        """
        create function test.refuse() returns trigger language plpgsql as
          $$ begin raise exception 'the database is going down'; end $$;
        create trigger refuse before delete on test.outbox execute function test.refuse()
        """);
    OutboxRelay relay = relay(platform.publisher());

    assertThrows(PgException.class, () -> await(relay.relayOnce()));
    assertEquals(ids(0, 2), published());
    platform.sql("drop trigger refuse on test.outbox");
    await(relay.relayOnce());

    assertEquals(List.of("e-0", "e-1", "e-0", "e-1"), published());
    assertEquals(0, platform.waiting());
  }

  @Test
  void nothingToAppendIsNoStatement() {
    platform.sql("drop table test.outbox");

    await(pool.withTransaction(connection -> outbox.append(connection, List.of())));
  }

  @Test
  void aSchemaThatIsNoIdentifierIsRefused() {
    for (String schema : List.of("", "a.b", "x; drop table y", "Scoring", "1a", "ä")) {
      var refused = assertThrows(IllegalArgumentException.class, () -> Outbox.table(schema));
      assertEquals("quittance.outbox.schema is not an identifier: " + schema, refused.getMessage());
    }
    assertEquals("scoring_2.outbox", Outbox.table("scoring_2"));
  }
}
