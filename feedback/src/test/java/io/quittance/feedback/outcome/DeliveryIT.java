package io.quittance.feedback.outcome;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.feedback.FeedbackProfile;
import io.quittance.feedback.Scene;
import io.quittance.messaging.CloudEventHeaders;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.TestTopics;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(FeedbackProfile.class)
@SuppressWarnings("NullAway.Init")
class DeliveryIT {

  private static final Instant AT = Instant.parse("2026-02-01T07:13:00Z");
  private static final Duration WAIT = Duration.ofSeconds(40);

  QuittanceTestResource platform;

  @Test
  void aHundredRepeatsCountOnce() throws SQLException {
    Scene scene = new Scene(platform, "repeats");
    DecisionMade decision = scene.degraded("acc-1", AT);
    for (int i = 0; i < 100; i++) {
      scene.publish(decision);
      scene.publish("same", AT.plusSeconds(60), scene.payment("acc-1", 700));
    }
    scene.publish("last", AT.plusSeconds(90), scene.payment("acc-1", 700));
    scene.flush();

    await()
        .atMost(WAIT)
        .untilAsserted(
            () ->
                assertEquals(
                    2, scene.count("select count(*) from feedback.outcome where tenant = ?")));
    assertEquals(1, scene.count("select count(*) from feedback.decision where tenant = ?"));
    await()
        .atMost(WAIT)
        .untilAsserted(
            () ->
                assertEquals(
                    198,
                    scene.count(
                        "select count(*) from feedback.fate_log where fate = 'DUPLICATE'"
                            + " and ce_time = timestamptz '2026-02-01T07:13:00Z'"
                            + " + case when topic like '%outcomes' then interval '60 seconds'"
                            + " else interval '0' end and ? is not null")));
  }

  @Test
  void poisonGoesToTheDeadLettersAndTheRestIsStored() throws SQLException {
    Scene scene = new Scene(platform, "poison");
    TestTopics topics = platform.topics();
    scene.publish("used", AT, scene.payment("acc-1", 700));
    scene.publish("used", AT, scene.payment("acc-1", 701));
    topics.sendLater(
        "outcomes",
        "poison/acc-1",
        TestTopics.cloudEvent("x", "/bank", EventTypes.PAYMENT_RECEIVED, AT),
        "{".getBytes(StandardCharsets.UTF_8));
    topics.sendLater(
        "decisions",
        "poison/acc-1",
        TestTopics.cloudEvent("y", "/bank", EventTypes.DECISION_MADE, AT),
        "{}".getBytes(StandardCharsets.UTF_8));
    scene.publish("fine", AT, scene.payment("acc-1", 700));
    scene.flush();

    await()
        .atMost(WAIT)
        .until(
            () ->
                topics.records("outcomes-dlq").stream()
                    .filter(letter -> "poison/acc-1".equals(letter.key()))
                    .map(letter -> String.valueOf(TestTopics.header(letter, "dlq_cause")))
                    .collect(java.util.stream.Collectors.toSet()),
            java.util.Set.of("identity-conflict", "malformed-json")::equals);
    topics.awaitRecords("decisions-dlq", 1, WAIT);
    await()
        .atMost(WAIT)
        .untilAsserted(
            () ->
                assertEquals(
                    2, scene.count("select count(*) from feedback.outcome where tenant = ?")));
  }

  @Test
  void aRecordThatTheDatabaseRefusesIsSeparatedFromTheOthers() throws SQLException {
    Scene scene = new Scene(platform, "refused");
    try (Connection connection = platform.jdbc();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "alter table feedback.outcome add constraint no_such_account"
              + " check (account_id <> 'acc-refused')");
    }
    for (int i = 0; i < 7; i++) {
      scene.publish("fine-" + i, AT, scene.payment("acc-1", 700));
    }
    scene.publish("refused", AT, scene.payment("acc-refused", 700));
    scene.publish("last", AT, scene.payment("acc-1", 700));
    scene.flush();

    await()
        .atMost(WAIT)
        .untilAsserted(
            () ->
                assertEquals(
                    8, scene.count("select count(*) from feedback.outcome where tenant = ?")));
    await().atMost(WAIT).until(() -> causes("outcomes-dlq", "refused"), "storage-refused"::equals);
  }

  @Test
  void aCurrencyWithANulIsADeadLetterAndStopsNothing() throws SQLException {
    Scene scene = new Scene(platform, "nul");
    DecisionMade decision = scene.degraded("acc-1", AT);
    Envelope envelope =
        new Envelope(
            new EventIdentity("nul", "/quittance/scoring", "nul-1"),
            EventTypes.DECISION_MADE,
            AT,
            null);
    String json =
        new String(EventCodec.write(decision), StandardCharsets.UTF_8)
            .replace("\"USD\"", "\"U\\u0000D\"");
    platform
        .topics()
        .sendLater(
            "decisions",
            "nul/acc-1",
            CloudEventHeaders.write(envelope),
            json.getBytes(StandardCharsets.UTF_8));
    scene.publish(decision);
    scene.flush();

    await().atMost(WAIT).until(() -> causes("decisions-dlq", "nul-1"), "invalid-field"::equals);
    await()
        .atMost(WAIT)
        .untilAsserted(
            () ->
                assertEquals(
                    1, scene.count("select count(*) from feedback.decision where tenant = ?")));
  }

  private String causes(String topic, String id) {
    return platform.topics().records(topic).stream()
        .filter(letter -> id.equals(TestTopics.header(letter, "orig_ce_id")))
        .map(letter -> String.valueOf(TestTopics.header(letter, "dlq_cause")))
        .collect(java.util.stream.Collectors.joining(","));
  }
}
