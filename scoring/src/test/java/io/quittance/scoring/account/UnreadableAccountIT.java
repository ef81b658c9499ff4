package io.quittance.scoring.account;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.endsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.vocabulary.Action;
import io.quittance.messaging.CloudEventHeaders;
import io.quittance.scoring.Events;
import io.quittance.scoring.Platform;
import io.quittance.scoring.RegistryStub;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.TestTopics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// One row that cannot be read, on the running service.
@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@QuarkusTestResource(RegistryStub.class)
@SuppressWarnings("NullAway.Init")
final class UnreadableAccountIT {

  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");

  QuittanceTestResource surroundings;

  private Envelope send(String id, Instant time, AccountEvent event) {
    Envelope envelope = Events.envelope("default", id, time, event);
    Events.send(surroundings.topics(), envelope, event);
    return envelope;
  }

  private void store(String accountId, String state) throws SQLException {
    try (Connection connection = surroundings.jdbc();
        PreparedStatement update =
            connection.prepareStatement(
                "update scoring.account set state = convert_to(?, 'UTF8')"
                    + " where tenant = 'default' and account_id = ?")) {
      update.setString(1, state);
      update.setString(2, accountId);
      assertEquals(1, update.executeUpdate());
    }
  }

  @Test
  void itsRecordsAreSetAsideAndTheOthersAreDecided() throws SQLException {
    Platform platform = new Platform(surroundings);
    Envelope placed = send("u-1", TIME, Events.placed("a-u1", "p-u", TIME));
    platform.awaitDecision(placed.identity());
    String readable =
        platform
            .query(
                "select convert_from(state, 'UTF8') from scoring.account where account_id = 'a-u1'")
            .getFirst();
    store("a-u1", "{\"v\":2,\"from\":\"a later version\"}");

    Envelope cease = send("u-2", TIME.plusSeconds(1), new AccountEvent.CeaseRequested("a-u1"));
    Envelope sibling = send("u-3", TIME.plusSeconds(2), Events.placed("a-u2", "p-u", TIME));
    Envelope other = send("u-4", TIME.plusSeconds(3), Events.placed("a-u3", "p-other", TIME));

    ConsumerRecord<String, byte[]> letter =
        platform.awaitDeadLetter("account-events", "orig_ce_id", "u-2");
    DecisionMade ofSibling = platform.awaitDecision(sibling.identity());
    DecisionMade ofOther = platform.awaitDecision(other.identity());
    assertEquals("state-unreadable", TestTopics.header(letter, "dlq_cause"));
    assertEquals(
        List.of("QUARANTINED state-unreadable"),
        platform.query(
            "select fate || ' ' || reason from scoring.fate_log"
                + " where topic || '-' || kafka_partition || '-' || kafka_offset = ?",
            Objects.requireNonNull(TestTopics.header(letter, "ce_id"))));
    assertEquals("none", ofSibling.rules().policy().id());
    assertEquals(Action.NO_CONTACT, ofSibling.recommended().action());
    assertTrue(ofOther.rules().policy().id().startsWith("us-"), ofOther.rules().policy().id());
    given()
        .auth()
        .oauth2(surroundings.token("agent"))
        .get("/v1/accounts/a-u1")
        .then()
        .statusCode(503)
        .body("type", endsWith("account-unreadable"));
    assertEquals(
        List.of("{\"v\":2,\"from\":\"a later version\"}"),
        platform.query(
            "select convert_from(state, 'UTF8') from scoring.account where account_id = 'a-u1'"));

    store("a-u1", readable);
    Envelope due = send("u-8", TIME.plusSeconds(4), new AccountEvent.ReviewDue("a-u2"));
    assertEquals("none", platform.awaitDecision(due.identity()).rules().policy().id());
    due = send("u-9", TIME.plusSeconds(5), new AccountEvent.ReviewDue("a-u1"));
    assertEquals("none", platform.awaitDecision(due.identity()).rules().policy().id());

    send("u-2", TIME.plusSeconds(1), new AccountEvent.CeaseRequested("a-u1"));

    DecisionMade ofCease = platform.awaitDecision(cease.identity());
    assertTrue(ofCease.rules().policy().id().startsWith("us-"), ofCease.rules().policy().id());
    assertTrue(
        ofCease.rules().blocked().stream().anyMatch(blocked -> blocked.action() == Action.CALL));
    assertEquals(List.of("0"), setAside(platform, "a-u1"));
  }

  private static List<String> setAside(Platform platform, String accountId) {
    return platform.query("select count(*) from scoring.set_aside where account_id = ?", accountId);
  }

  /// As when a newer version has a new type of event, or a source breaks one.
  @Test
  void aFactThatCannotBeReadForbidsContactUntilItIsAccepted() {
    Platform platform = new Platform(surroundings);
    platform.awaitDecision(send("u-20", TIME, Events.placed("a-u20", "p-u20", TIME)).identity());
    Envelope sibling = send("u-21", TIME, Events.placed("a-u21", "p-u20", TIME));
    assertTrue(platform.awaitDecision(sibling.identity()).rules().policy().id().startsWith("us-"));
    AccountEvent cease = new AccountEvent.CeaseRequested("a-u20");
    Envelope envelope = Events.envelope("default", "u-22", TIME.plusSeconds(1), cease);

    surroundings
        .topics()
        .sendLater(
            "account-events",
            "default/a-u20",
            CloudEventHeaders.write(envelope),
            "{".getBytes(UTF_8));

    platform.await(
        List.of("1"), "select count(*) from scoring.set_aside where account_id = 'a-u20'");
    Envelope due = send("u-23", TIME.plusSeconds(2), new AccountEvent.ReviewDue("a-u21"));
    DecisionMade meanwhile = platform.awaitDecision(due.identity());
    assertEquals("none", meanwhile.rules().policy().id());
    assertEquals(Action.NO_CONTACT, meanwhile.recommended().action());

    Events.send(surroundings.topics(), envelope, cease);

    platform.awaitDecision(envelope.identity());
    assertEquals(List.of("0"), setAside(platform, "a-u20"));
    due = send("u-24", TIME.plusSeconds(3), new AccountEvent.ReviewDue("a-u21"));
    DecisionMade then = platform.awaitDecision(due.identity());
    assertTrue(then.rules().policy().id().startsWith("us-"), then.rules().policy().id());
    assertTrue(then.rules().blocked().stream().anyMatch(b -> b.ruleId().equals("HC10")));
  }

  /// A type that this version does not know, read by the running consumer.
  @Test
  void aTypeOfEventThatIsNotKnownForbidsContact() {
    Platform platform = new Platform(surroundings);
    platform.awaitDecision(send("u-30", TIME, Events.placed("a-u30", "p-u30", TIME)).identity());
    Map<String, String> headers =
        CloudEventHeaders.write(
            Events.envelope(
                "default", "u-31", TIME.plusSeconds(1), "io.quittance.account.barred.v1"));

    surroundings
        .topics()
        .sendLater("account-events", "default/a-u30", headers, "{}".getBytes(UTF_8));

    Envelope due = send("u-32", TIME.plusSeconds(2), new AccountEvent.ReviewDue("a-u30"));
    assertEquals("none", platform.awaitDecision(due.identity()).rules().policy().id());
    assertEquals(
        List.of("io.quittance.account.barred.v1 unknown-type"),
        platform.query(
            "select ce_type || ' ' || cause from scoring.set_aside where account_id = 'a-u30'"));
  }

  /// During a rolling upgrade: the newer version stored who owes, in a form that this one does not
  /// know.
  @Test
  void aPlacementThatIsNotUnderstoodKeepsItsDebtor() throws SQLException {
    Platform platform = new Platform(surroundings);
    Envelope placed = send("u-5", TIME, Events.placed("a-u5", "p-u5", TIME));
    platform.awaitDecision(placed.identity());
    String state =
        platform
            .query(
                "select convert_from(state, 'UTF8') from scoring.account where account_id = 'a-u5'")
            .getFirst();
    store("a-u5", state.replace("THIRD_PARTY", "A_LATER_KIND"));

    Envelope cease = send("u-6", TIME.plusSeconds(1), new AccountEvent.CeaseRequested("a-u5"));
    platform.awaitDecision(cease.identity());
    Envelope sibling = send("u-7", TIME.plusSeconds(2), Events.placed("a-u6", "p-u5", TIME));

    DecisionMade ofSibling = platform.awaitDecision(sibling.identity());
    assertEquals(Action.NO_CONTACT, ofSibling.recommended().action());
    assertEquals("none", ofSibling.rules().policy().id());
    assertEquals(
        List.of("p-u5"),
        platform.query("select debtor_id from scoring.account where account_id = 'a-u5'"));
  }
}
