package io.quittance.scoring.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.vocabulary.Action;
import io.quittance.scoring.Events;
import io.quittance.scoring.Platform;
import io.quittance.scoring.RegistryStub;
import io.quittance.testkit.QuittanceTestResource;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A dry run answers what would be decided and leaves no trace.
@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@QuarkusTestResource(RegistryStub.class)
@SuppressWarnings("NullAway.Init")
final class DryRunIT {

  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");

  QuittanceTestResource surroundings;

  private Platform platform() {
    return new Platform(surroundings);
  }

  private void send(String id, Instant time, AccountEvent event) {
    Envelope envelope = Events.envelope("default", id, time, event);
    Events.send(surroundings.topics(), envelope, event);
    platform().awaitDecision(envelope.identity());
  }

  private Response ask(String requestId, String accountId, Object dryRun) {
    return given()
        .auth()
        .oauth2(surroundings.token("agent"))
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "requestId",
                requestId,
                "accountId",
                accountId,
                "at",
                TIME.plusSeconds(7_200).toString(),
                "dryRun",
                dryRun))
        .post("/v1/decisions");
  }

  @Test
  void theDecisionAfterADryRunHasTheSameBytes() {
    send("dry-1", TIME, Events.placed("a-dry1", "p-dry1", TIME));
    EventIdentity identity = new EventIdentity("default", "/quittance/rest", "dry-req-1");

    Response tried = ask("dry-req-1", "a-dry1", true);
    Response again = ask("dry-req-1", "a-dry1", true);

    assertEquals(200, tried.statusCode());
    assertArrayEquals(tried.asByteArray(), again.asByteArray());
    for (String table : List.of("scoring.decision", "scoring.identity")) {
      assertEquals(
          List.of("0"),
          platform()
              .query(
                  "select count(*) from " + table + " where decision_id = ?",
                  identity.decisionId()));
    }
    assertEquals(
        List.of("0"),
        platform().query("select count(*) from scoring.inbox where event_id = 'dry-req-1'"));

    Response decided = ask("dry-req-1", "a-dry1", false);

    assertEquals(201, decided.statusCode());
    assertArrayEquals(tried.asByteArray(), decided.asByteArray());
    assertEquals(1, platform().awaitDecisions(identity).size());
  }

  @Test
  void aDryRunSeesWhatForbidsAContactWithTheDebtorsOtherAccount() {
    send("dry-2", TIME, Events.placed("a-dry2", "p-dry2", TIME));
    send("dry-3", TIME, Events.placed("a-dry3", "p-dry2", TIME));
    send("dry-4", TIME.plusSeconds(60), new AccountEvent.AttorneyRetained("a-dry3"));

    DecisionMade tried =
        EventCodec.read(ask("dry-req-2", "a-dry2", true).asByteArray(), DecisionMade.class);

    assertEquals(Action.NO_CONTACT, tried.recommended().action());
    assertEquals(
        List.of("0"),
        platform()
            .query(
                "select count(*) from scoring.review where decision_id = ?", tried.decisionId()));
  }

  @Test
  void aDryRunIsRefusedAsARequestIs() {
    ask("dry-req-3", "a-nobody", true)
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:quittance:problem:account-not-found"));
    ask("dry req", "a-dry1", true).then().statusCode(400);
    ask("dry-req-4", "a-dry1", "yes").then().statusCode(400);
  }
}
