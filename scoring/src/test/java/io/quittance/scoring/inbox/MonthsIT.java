package io.quittance.scoring.inbox;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.vocabulary.Action;
import io.quittance.messaging.retention.MonthPartitions;
import io.quittance.scoring.Events;
import io.quittance.scoring.Platform;
import io.quittance.scoring.RegistryStub;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.TestTopics;
import io.restassured.http.ContentType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Partitions and retention beside readers that take their time.
@QuarkusTest
@TestProfile(MonthsIT.Profile.class)
@SuppressWarnings("NullAway.Init")
final class MonthsIT {

  /// Retention runs every second.
  public static final class Profile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quittance.retention.keep", "3650d",
          "quittance.retention.every", "1s",
          "quittance.retention.keep-permits", "3650d");
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(
          new TestResourceEntry(QuittanceTestResource.class),
          new TestResourceEntry(RegistryStub.class));
    }
  }

  QuittanceTestResource surroundings;

  private Platform platform() {
    return new Platform(surroundings);
  }

  private EventIdentity send(String id, String account, Instant time) {
    Envelope envelope =
        Events.envelope("default", id, time, Events.placed(account, "p-" + account, time));
    Events.send(surroundings.topics(), envelope, Events.placed(account, "p-" + account, time));
    return envelope.identity();
  }

  private List<String> partition(String table, YearMonth month) {
    return platform()
        .query(
            "select to_regclass('scoring.' || ?)::text",
            "%s_%d_%02d".formatted(table, month.getYear(), month.getMonthValue()));
  }

  private void run(String sql) {
    try (Connection connection = surroundings.jdbc();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theComingMonthsAreMadeAhead() {
    YearMonth now = YearMonth.from(Clock.systemUTC().instant().atOffset(ZoneOffset.UTC));
    for (int i = 0; i <= MonthPartitions.AHEAD; i++) {
      YearMonth month = now.plusMonths(i);
      Awaitility.await()
          .atMost(Platform.PATIENCE)
          .until(() -> !partition("decision", month).contains("null"));
      assertFalse(partition("inbox", month).contains("null"), month.toString());
    }
  }

  /// The reader holds its locks for as long as the decisions are waited for.
  @Test
  void aLongReaderHoldsBackNoBatchAlsoWhenItsMonthIsNew() throws SQLException {
    platform().awaitDecision(send("m-0", "a-m0", Instant.parse("2021-06-02T15:00:00Z")));
    try (Connection reader = surroundings.jdbc();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("select count(*) from scoring.decision, scoring.inbox");

      platform().awaitDecision(send("m-1", "a-m1", Instant.parse("2021-07-02T15:00:00Z")));
      platform().awaitDecision(send("m-2", "a-m2", Instant.parse("2021-06-03T15:00:00Z")));
      reader.rollback();
    }
  }

  @Test
  void retentionRunsByItselfAndLetsNobodyWait() throws SQLException {
    platform().awaitDecision(send("m-3", "a-m3", Instant.parse("2021-06-02T15:00:00Z")));
    try (Connection reader = surroundings.jdbc();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("select count(*) from scoring.decision");
      run(
          "create table scoring.decision_2016_03 (like scoring.decision including all);"
              + "insert into scoring.identity values (gen_random_uuid(), '2016-03-05Z');"
              + "alter table scoring.decision attach partition scoring.decision_2016_03"
              + " for values from ('2016-03-01Z') to ('2016-04-01Z');"
              + "update scoring.retention set swept_to = null");
      for (int i = 0; i < 5; i++) {
        platform().awaitDecision(send("m-4-" + i, "a-m4", Instant.parse("2021-06-04T15:00:00Z")));
      }
      reader.rollback();
    }

    platform().await(List.of("null"), "select to_regclass('scoring.decision_2016_03')::text");
    platform()
        .await(List.of("0"), "select count(*) from scoring.identity where ce_time < '2016-06-01Z'");
  }

  @Test
  void anEventOfAMonthThatIsNoLongerKeptIsADeadLetterWithItsReason() {
    send("m-5", "a-m5", Instant.parse("2016-03-02T15:00:00Z"));
    EventIdentity fine = send("m-6", "a-m6", Instant.parse("2021-06-05T15:00:00Z"));

    platform().awaitDecision(fine);

    assertEquals(
        "older-than-retention",
        TestTopics.header(
            platform().awaitDeadLetter("account-events", "orig_ce_id", "m-5"), "dlq_cause"));
    given()
        .auth()
        .oauth2(surroundings.token("service"))
        .contentType(ContentType.JSON)
        .body(Map.of("requestId", "m-7", "accountId", "a-m6", "at", "2016-03-02T15:00:00Z"))
        .post("/v1/decisions")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:quittance:problem:older-than-retention"));
  }

  /// What the debtor said does not lapse because it was told late.
  @Test
  void aFactThatForbidsIsNeverTooOldAndStillCountsOnce() {
    platform().awaitDecision(send("m-10", "a-m10", Instant.parse("2021-06-05T15:00:00Z")));
    AccountEvent cease = new AccountEvent.CeaseRequested("a-m10");
    Envelope old = Events.envelope("default", "m-11", Instant.parse("2016-03-02T15:00:00Z"), cease);

    Events.send(surroundings.topics(), old, cease);

    DecisionMade decision = platform().awaitDecision(old.identity());
    assertEquals(Action.NO_CONTACT, decision.recommended().action());
    assertTrue(
        decision.rules().blocked().stream()
            .anyMatch(
                blocked -> blocked.action() == Action.CALL && blocked.ruleId().equals("HC10")),
        decision.rules().blocked().toString());
    assertEquals(old.time(), decision.decidedAt());
    given()
        .auth()
        .oauth2(surroundings.token("agent"))
        .get("/v1/decisions/" + decision.decisionId())
        .then()
        .statusCode(200);

    Events.send(surroundings.topics(), old, cease);

    platform()
        .await(
            List.of("1"),
            "select count(*) from scoring.fate_log where fate = 'DUPLICATE' and ce_time = '2016-03-02T15:00:00Z'");
  }

  /// The cache of this process knows months that another process drops.
  @Test
  void aMonthThatWentAwayUnderneathLosesNothing() {
    platform().awaitDecision(send("m-8", "a-m8", Instant.parse("2019-01-02T15:00:00Z")));
    run("drop table scoring.inbox_2019_01; drop table scoring.decision_2019_01");

    platform().awaitDecision(send("m-9", "a-m9", Instant.parse("2019-01-03T15:00:00Z")));
  }
}
