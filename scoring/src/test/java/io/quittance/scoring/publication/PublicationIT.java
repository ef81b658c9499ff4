package io.quittance.scoring.publication;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Envelope;
import io.quittance.scoring.Events;
import io.quittance.scoring.Platform;
import io.quittance.scoring.RegistryStub;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.TestTopics;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@QuarkusTestResource(RegistryStub.class)
@SuppressWarnings("NullAway.Init")
final class PublicationIT {

  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");

  QuittanceTestResource surroundings;
  @Inject CheckGaps gaps;
  @Inject MeterRegistry metrics;

  /// Decides for an account and returns the id of the decision.
  private String decided(String tenant, String accountId, Instant time) {
    AccountEvent.Placed placed = Events.placed(accountId, "p-" + accountId, time);
    Envelope envelope = Events.envelope(tenant, "pub-" + accountId, time, placed);
    Events.send(surroundings.topics(), envelope, placed);
    new Platform(surroundings).awaitDecision(envelope.identity());
    return envelope.identity().decisionId().toString();
  }

  private Response publish(String tenant, Map<String, @Nullable String> body) {
    return given()
        .auth()
        .oauth2(surroundings.tokenOf("olga", tenant, "operator"))
        .contentType(ContentType.JSON)
        .body(body)
        .post("/v1/decisions/publications");
  }

  private static Map<String, @Nullable String> range(Instant from, Instant to) {
    Map<String, @Nullable String> body = new HashMap<>();
    body.put("from", from.toString());
    body.put("to", to.toString());
    return body;
  }

  /// Follows `next` to the end; returns how many were published.
  private int all(String tenant, Map<String, @Nullable String> body) {
    int published = 0;
    String next = null;
    do {
      body.put("after", next);
      Response page = publish(tenant, body);
      page.then().statusCode(200);
      published += page.<Integer>path("published");
      next = page.path("next");
    } while (next != null);
    return published;
  }

  private List<ConsumerRecord<String, byte[]>> records(String decisionId) {
    return surroundings.topics().records("decisions").stream()
        .filter(record -> decisionId.equals(TestTopics.header(record, "ce_id")))
        .toList();
  }

  @Test
  void whatTheTopicLostIsPublishedAgainAsItWas() {
    Set<String> inside = new TreeSet<>();
    for (int i = 0; i < 5; i++) {
      inside.add(decided("pub", "a-p" + i, TIME.plusSeconds(60L * i)));
    }
    String later = decided("pub", "a-later", TIME.plusSeconds(7_200));
    String theirs = decided("other", "a-theirs", TIME);

    int published = all("pub", range(TIME, TIME.plusSeconds(7_200)));

    assertEquals(5, published);
    for (String id : inside) {
      List<ConsumerRecord<String, byte[]>> twice = records(id);
      assertEquals(2, twice.size(), id);
      assertArrayEquals(twice.getFirst().value(), twice.getLast().value());
      assertEquals(twice.getFirst().key(), twice.getLast().key());
      assertEquals(headers(twice.getFirst()), headers(twice.getLast()));
    }
    assertEquals(1, records(later).size());
    assertEquals(1, records(theirs).size());
  }

  private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    record.headers().forEach(h -> headers.put(h.key(), TestTopics.header(record, h.key())));
    return headers;
  }

  @Test
  void oneAccountCanBeAskedForAndPagesAreBounded() {
    Instant day = TIME.plusSeconds(86_400);
    String wanted = decided("one", "a-wanted", day);
    decided("one", "a-unwanted", day);
    Map<String, @Nullable String> body = range(day.minusSeconds(5_400), day.plusSeconds(1));
    body.put("accountId", "a-wanted");

    Response first = publish("one", body);
    first.then().statusCode(200).body("published", equalTo(0));
    body.put("after", first.path("next"));
    Response second = publish("one", body);

    second.then().statusCode(200).body("published", equalTo(1));
    assertNull(second.path("next"));
    assertEquals(2, records(wanted).size());
  }

  /// A process stored a batch and ended before it had published; then the topic dropped the
  /// records.
  @Test
  void whatTheSourceDroppedBeforeItsDecisionsWerePublishedIsPublishedFromTheTables()
      throws Exception {
    String decision = decided("gap", "a-gap", TIME);
    ConsumerRecord<String, byte[]> event =
        surroundings.topics().records("account-events").stream()
            .filter(record -> "gap/a-gap".equals(record.key()))
            .findFirst()
            .orElseThrow();
    Awaitility.await()
        .atMost(Platform.PATIENCE)
        .until(() -> mark(event.partition()) >= event.offset());
    setMark(event.partition(), event.offset() - 1);
    drop(event);

    gaps.check();

    assertEquals(2, records(decision).size());
    assertEquals(0, lost());
    assertEquals(event.offset(), mark(event.partition()));
    gaps.check();
    assertEquals(2, records(decision).size());
  }

  private double lost() {
    return metrics.get("quittance.source.records.lost").tag("topic", events()).counter().count();
  }

  private long mark(int partition) throws SQLException {
    try (Connection connection = surroundings.jdbc();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select published_to from scoring.published where topic = '%s' and kafka_partition = %d"
                    .formatted(events(), partition))) {
      return row.next() ? row.getLong(1) : -1;
    }
  }

  private void setMark(int partition, long offset) throws SQLException {
    try (Connection connection = surroundings.jdbc();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "update scoring.published set published_to = %d where topic = '%s' and kafka_partition = %d"
              .formatted(offset, events(), partition));
    }
  }

  private String events() {
    return surroundings.topics().topic("account-events");
  }

  /// Drops a record and all before it.
  private void drop(ConsumerRecord<String, byte[]> record) throws Exception {
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)))) {
      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition(events(), record.partition()),
                  RecordsToDelete.beforeOffset(record.offset() + 1)))
          .all()
          .get();
    }
  }

  @Test
  void aRequestThatNamesNoBoundedRangeIsRefused() {
    Map<String, @Nullable String> foreign = range(TIME, TIME.plusSeconds(60));
    foreign.put("after", "yesterday");
    Map<String, @Nullable String> outside = range(TIME, TIME.plusSeconds(60));
    outside.put("after", TIME.plusSeconds(60) + "/00000000-0000-0000-0000-000000000000");
    Map<String, @Nullable String> account = range(TIME, TIME.plusSeconds(60));
    account.put("accountId", "a b");
    for (Map<String, @Nullable String> body :
        List.of(
            Map.<String, @Nullable String>of("from", TIME.toString()),
            range(TIME, TIME),
            range(TIME, TIME.plusSeconds(86_400L * 32)),
            foreign,
            outside,
            account)) {
      publish("one", body)
          .then()
          .statusCode(400)
          .body("type", equalTo("urn:quittance:problem:invalid-request"));
    }
  }
}
