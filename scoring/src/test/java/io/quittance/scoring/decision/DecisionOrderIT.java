package io.quittance.scoring.decision;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Consent;
import io.quittance.scoring.Events;
import io.quittance.scoring.Platform;
import io.quittance.scoring.RegistryStub;
import io.quittance.testkit.QuittanceTestResource;
import io.restassured.http.ContentType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Decisions of one account by request and by event, at once.
@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@QuarkusTestResource(RegistryStub.class)
@SuppressWarnings("NullAway.Init")
final class DecisionOrderIT {

  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");
  private static final int EACH = 25;

  QuittanceTestResource surroundings;

  private int request(String id, String accountId, Instant at) {
    return given()
        .auth()
        .oauth2(surroundings.tokenOf("dialer", "order", "service"))
        .contentType(ContentType.JSON)
        .body(Map.of("requestId", id, "accountId", accountId, "at", at.toString()))
        .post("/v1/decisions")
        .statusCode();
  }

  private List<DecisionMade> published() {
    return surroundings.topics().records("decisions").stream()
        .filter(record -> "order/a-1".equals(record.key()))
        .map(record -> EventCodec.read(record.value(), DecisionMade.class))
        .toList();
  }

  @Test
  void requestsAndEventsOfAnAccountHaveOneOrderThatEveryReaderSees() throws Exception {
    Platform platform = new Platform(surroundings);
    AccountEvent.Placed placed = Events.placed("a-1", "p-1", TIME);
    platform.awaitDecision(send("o-0", TIME, placed));
    Random random = new Random(1);
    List<Future<Integer>> answers = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
      for (int i = 1; i <= EACH; i++) {
        String id = "r-" + i;
        Instant at = TIME.plusSeconds(36_000 + random.nextInt(36_000));
        answers.add(callers.submit((Callable<Integer>) () -> request(id, "a-1", at)));
        send(
            "o-" + i,
            TIME.plusSeconds(random.nextInt(36_000)),
            Events.updated("a-1", "p-1", TIME, 100_000 + i));
      }
    }
    for (Future<Integer> answer : answers) {
      assertEquals(201, answer.get());
    }
    List<DecisionMade> all =
        Awaitility.await()
            .atMost(Platform.PATIENCE)
            .until(this::published, records -> records.size() >= 1 + 2 * EACH);

    for (DecisionMade decision : all) {
      assertTrue(decision.subject().accountVersion() != null, decision.decisionId().toString());
    }
    DecisionMade counts =
        all.stream().reduce((a, b) -> a.order().compareTo(b.order()) < 0 ? b : a).orElseThrow();
    assertEquals(
        List.of("1"),
        platform.query(
            "select count(distinct version) from (select version from scoring.account"
                + " where tenant = 'order' and account_id = 'a-1'"
                + " union all select max(account_version) from scoring.decision"
                + " where tenant = 'order' and account_id = 'a-1') v"));
    assertEquals(
        List.of(counts.decisionId().toString()),
        platform.query(
            "select decision_id from scoring.decision where tenant = 'order' and account_id = 'a-1'"
                + " order by account_version desc nulls last, ce_time desc, decision_id desc limit 1"));
    assertEquals(
        List.of(String.valueOf(Objects.requireNonNull(counts.subject().accountVersion()))),
        platform.query(
            "select version from scoring.account where tenant = 'order' and account_id = 'a-1'"));
  }

  /// A fact that decides nothing comes between the account's latest decision and a request about
  /// the past.
  @Test
  void anAnswerAboutThePastNeverCountsAsTheLatestDecision() {
    Platform platform = new Platform(surroundings);
    platform.awaitDecision(send("p-0", TIME, Events.placed("a-2", "p-2", TIME)));
    EventIdentity review = send("p-1", TIME.plusSeconds(7_200), new AccountEvent.ReviewDue("a-2"));
    DecisionMade latest = platform.awaitDecision(review);
    AccountEvent stated = new AccountEvent.ConsentChanged("a-2", Channel.SMS, Consent.REFUSED);
    send("p-2", TIME.plusSeconds(7_300), stated);
    platform.await(
        List.of("3"),
        "select version from scoring.account where tenant = 'order' and account_id = 'a-2'");

    assertEquals(201, request("past", "a-2", TIME.plusSeconds(3_600)));
    assertEquals(201, request("present", "a-2", TIME.plusSeconds(7_250)));

    DecisionMade past = decided("past");
    DecisionMade present = decided("present");
    assertTrue(past.order().compareTo(latest.order()) < 0);
    assertTrue(present.order().compareTo(latest.order()) > 0);
    assertEquals(
        List.of(present.decisionId().toString()),
        platform.query(
            "select decision_id from scoring.decision where account_id = 'a-2'"
                + " order by account_version desc nulls last, ce_time desc, decision_id desc limit 1"));
  }

  private DecisionMade decided(String requestId) {
    return new Platform(surroundings)
        .awaitDecision(new EventIdentity("order", DecideOnRequest.SOURCE, requestId));
  }

  private EventIdentity send(String id, Instant time, AccountEvent event) {
    Envelope envelope = Events.envelope("order", id, time, event);
    Events.send(surroundings.topics(), envelope, event);
    return envelope.identity();
  }
}
