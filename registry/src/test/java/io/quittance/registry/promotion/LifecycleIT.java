package io.quittance.registry.promotion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.LifecycleSignature;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.ModelLifecycleChanged.Order;
import io.quittance.core.signature.DsseEnvelope;
import io.quittance.registry.RegistryApi;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.TestTopics;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What stands on the lifecycle topic when the topic or the database loses something.
@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@SuppressWarnings("NullAway.Init") // injected by the resource
final class LifecycleIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  QuittanceTestResource platform;

  @Test
  void aRegistryRestoredToAnEarlierStateWins() throws SQLException {
    RegistryApi api = new RegistryApi(platform, "restored");
    api.champion(71, null);
    api.champion(72, 1);
    ModelLifecycleChanged before = newest("restored", told -> told.revision() == 2);

    restoreTheFirstChampionOf("restored");

    ModelLifecycleChanged after =
        newest("restored", told -> told.order().incarnation() > before.order().incarnation());
    assertEquals(1, after.revision());
    assertEquals(1, after.champion().orElseThrow().version());
    assertEquals(
        after, EventCodec.read(api.get("lifecycle").asByteArray(), ModelLifecycleChanged.class));
    api.registerGood(73, 1);
    api.approve(api.approver(), 3).then().statusCode(201);
    api.promote(3).then().statusCode(201).body("revision", equalTo(2));
    ModelLifecycleChanged later = newest("restored", told -> told.revision() == 2);
    assertEquals(after.incarnation(), later.incarnation());
  }

  @Test
  void anOperatorPublishesTheSameBytesAgain() {
    RegistryApi api = new RegistryApi(platform, "again");
    api.champion(74, null);
    newest("again", told -> told.revision() == 1);

    api.operator()
        .post("/v1/lifecycle/publications")
        .then()
        .statusCode(200)
        .body("published", equalTo(1));

    List<byte[]> twice =
        Awaitility.await().atMost(PATIENCE).until(() -> records("again"), r -> r.size() == 2);
    assertArrayEquals(twice.getFirst(), twice.getLast());
  }

  @Test
  void aSnapshotThatNeverReachedTheTopicIsPublished() throws SQLException {
    RegistryApi api = new RegistryApi(platform, "behind");
    api.champion(75, null);
    ModelLifecycleChanged before = newest("behind", told -> told.revision() == 1);

    sql("update registry.model set revision = 2 where tenant = 'behind'");

    ModelLifecycleChanged after = newest("behind", told -> told.revision() == 2);
    assertTrue(after.order().isAfter(before.order()));
    assertEquals(before.aliases(), after.aliases());
  }

  /// A record that is not the registry's, a deletion, and an old record of its own: compaction
  /// would leave nothing else.
  @Test
  void whatOthersWriteIsOverwrittenAndBeginsNoIncarnation() {
    RegistryApi api = new RegistryApi(platform, "forged");
    api.champion(76, null);
    ConsumerRecord<String, byte[]> old = last("forged", record -> order(record).revision() == 1);
    api.champion(77, 1);
    ConsumerRecord<String, byte[]> genuine =
        last("forged", record -> order(record).revision() == 2);
    byte[] huge =
        new String(genuine.value(), UTF_8)
            .replaceFirst("\"incarnation\":[0-9]+", "\"incarnation\":253402300799999")
            .replace("\"revision\":2", "\"revision\":999999999999999")
            .getBytes(UTF_8);
    send("nobody/payment-30d", Map.of(), huge);
    send("forged/payment-30d", Map.of(), huge);
    send("forged/payment-30d", signature(genuine), huge);
    send("forged/payment-30d", Map.of(), null);
    assertEndsWith(genuine);
    send("forged/payment-30d", signature(old), old.value());
    assertEndsWith(genuine);

    api.registerGood(78, 2);
    api.approve(api.approver(), 3).then().statusCode(201);
    api.promote(3).then().statusCode(201).body("revision", equalTo(3));
    assertEquals(
        order(genuine).incarnation(),
        order(last("forged", record -> order(record).revision() == 3)).incarnation());
  }

  /// The topic and the database of the version before, which signed nothing.
  @Test
  void unsignedSnapshotsOfTheVersionBeforeArePublishedAgainSigned() throws SQLException {
    RegistryApi api = new RegistryApi(platform, "pattern");
    api.champion(79, null);
    byte[] signed = last("pattern", record -> order(record).revision() == 1).value();
    send(
        "earlier/payment-30d",
        Map.of(),
        new String(signed, UTF_8).replace("\"pattern\"", "\"earlier\"").getBytes(UTF_8));
    String model = "(select id from registry.model where tenant = 'earlier')";

    sql(
        """
        insert into registry.model (tenant, name, revision, last_version, created_at, changed_at)
        select 'earlier', name, revision, last_version, created_at, changed_at
        from registry.model where tenant = 'pattern'""",
        """
        insert into registry.model_version (model_id, version, state, artifact_sha256,
          registered_by, registered_at, run_id, data_sha256, data_from, data_to, data_rows, metrics)
        select %s, version, state, artifact_sha256,
          registered_by, registered_at, run_id, data_sha256, data_from, data_to, data_rows, metrics
        from registry.model_version
        where model_id = (select id from registry.model where tenant = 'pattern')"""
            .formatted(model),
        """
        insert into registry.alias_history (model_id, alias, version, artifact_sha256, valid_from)
        select %s, alias, version, artifact_sha256, valid_from from registry.alias_history
        where model_id = (select id from registry.model where tenant = 'pattern')"""
            .formatted(model));

    ConsumerRecord<String, byte[]> after = last("earlier", record -> !signature(record).isEmpty());
    assertEquals(1, order(after).revision());
    assertEquals(after.value().length, api.get("lifecycle").asByteArray().length);
  }

  @Test
  void theRegistryAnswersWithTheSignedSnapshot() throws IOException {
    RegistryApi api = new RegistryApi(platform, "answer");
    api.champion(80, null);
    ConsumerRecord<String, byte[]> told = last("answer", record -> order(record).revision() == 1);

    DsseEnvelope answer = DsseEnvelope.read(api.get("lifecycle/envelope").asByteArray());

    assertArrayEquals(told.value(), answer.payload());
    assertEquals(signature(told), LifecycleSignature.headers(answer));
    assertTrue(answer.isSignedBy(platform.lifecycleKey().getPublic()));
  }

  private void assertEndsWith(ConsumerRecord<String, byte[]> genuine) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              ConsumerRecord<String, byte[]> last = last("forged", _ -> true);
              assertArrayEquals(genuine.value(), last.value());
              assertEquals(signature(genuine), signature(last));
            });
  }

  private void send(String key, Map<String, String> headers, byte @Nullable [] value) {
    platform.topics().send("model-lifecycle", key, headers, value);
  }

  private static Order order(ConsumerRecord<String, byte[]> record) {
    return EventCodec.read(record.value(), ModelLifecycleChanged.class).order();
  }

  private static Map<String, String> signature(ConsumerRecord<String, byte[]> record) {
    Map<String, String> signature = new HashMap<>();
    for (String name : List.of(LifecycleSignature.KEY_ID, LifecycleSignature.SIGNATURE)) {
      String value = TestTopics.header(record, name);
      if (value != null) {
        signature.put(name, value);
      }
    }
    return signature;
  }

  /// Waits for the last record of a tenant to be as wanted.
  private ConsumerRecord<String, byte[]> last(
      String tenant, Predicate<ConsumerRecord<String, byte[]>> wanted) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                platform.topics().records("model-lifecycle").stream()
                    .filter(record -> record.key().startsWith(tenant + "/"))
                    .toList(),
            records -> !records.isEmpty() && wanted.test(records.getLast()))
        .getLast();
  }

  private void restoreTheFirstChampionOf(String tenant) throws SQLException {
    String model = "(select id from registry.model where tenant = '" + tenant + "')";
    sql(
        "delete from registry.alias_history where version = 2 and model_id = " + model,
        "update registry.alias_history set valid_to = null where model_id = " + model,
        "update registry.model_version set state = case version when 1 then 'CHAMPION' else 'VALIDATED' end"
            + " where model_id = "
            + model,
        "update registry.model set revision = 1 where tenant = '" + tenant + "'");
  }

  /// Runs statements in one transaction.
  private void sql(String... statements) throws SQLException {
    try (Connection connection = platform.jdbc();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
      connection.commit();
    }
  }

  private ModelLifecycleChanged newest(String tenant, Predicate<ModelLifecycleChanged> wanted) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              List<byte[]> records = records(tenant);
              return records.isEmpty()
                  ? null
                  : EventCodec.read(records.getLast(), ModelLifecycleChanged.class);
            },
            told -> told != null && wanted.test(told));
  }

  private List<byte[]> records(String tenant) {
    return platform.topics().records("model-lifecycle").stream()
        .filter(record -> record.key().startsWith(tenant + "/"))
        .map(record -> record.value())
        .toList();
  }
}
