package io.quittance.registry.promotion;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.registry.RegistryApi;
import io.quittance.testkit.QuittanceTestResource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
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
