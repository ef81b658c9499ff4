package io.quittance.scoring.review;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.scoring.Events;
import io.quittance.scoring.Platform;
import io.quittance.scoring.RegistryStub;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.TestTopics;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@QuarkusTestResource(RegistryStub.class)
@SuppressWarnings("NullAway.Init")
final class ReviewIT {

  private static final Instant TIME =
      Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(20));

  QuittanceTestResource surroundings;
  @Inject Pool pool;
  @Inject ReviewRepository reviews;
  @Inject QueueGauge gauge;
  @Inject MeterRegistry meters;

  private Platform platform() {
    return new Platform(surroundings);
  }

  private DecisionMade placed(String accountId, Instant limitationEndsAt) {
    AccountEvent.Placed placed = Events.placed(accountId, "p-" + accountId, TIME);
    return decided(
        "placed-" + accountId,
        TIME,
        new AccountEvent.Placed(
            accountId,
            placed.debtorId(),
            placed.snapshot(),
            placed.actorType(),
            placed.jurisdiction(),
            placed.timeZones(),
            placed.consents(),
            placed.openedAt(),
            placed.validationSentAt(),
            null,
            TIME,
            limitationEndsAt));
  }

  private DecisionMade placed(String accountId) {
    return placed(accountId, TIME.plus(Duration.ofDays(1_000)));
  }

  private DecisionMade decided(String id, Instant time, AccountEvent event) {
    Envelope envelope = Events.envelope("default", id, time, event);
    Events.send(surroundings.topics(), envelope, event);
    return platform().awaitDecision(envelope.identity());
  }

  private Response post(String role, String path, Object body) {
    return given()
        .auth()
        .oauth2(surroundings.token(role))
        .contentType(ContentType.JSON)
        .body(body)
        .post(path);
  }

  private ValidatableResponse get(String path) {
    return given().auth().oauth2(surroundings.token("auditor")).get(path).then();
  }

  private String opened(String accountId, String kind) {
    return post(
            "agent",
            "/v1/reviews",
            Map.of("accountId", accountId, "kind", kind, "reason", "asked-by-debtor"))
        .then()
        .statusCode(201)
        .extract()
        .path("reviewId");
  }

  private Response conclude(String reviewId, String verdict, String reason) {
    return post(
        "supervisor",
        "/v1/reviews/" + reviewId + "/conclusion",
        Map.of("verdict", verdict, "reason", reason));
  }

  private List<ConsumerRecord<String, byte[]>> conclusions(String reviewId) {
    return surroundings.topics().records("account-events").stream()
        .filter(record -> reviewId.equals(TestTopics.header(record, "ce_id")))
        .toList();
  }

  @Test
  void aConclusionIsRecordedToldAndDecidedOn() {
    placed("a-v1");
    String id = opened("a-v1", "hardship");
    get("/v1/reviews/" + id)
        .statusCode(200)
        .body("status", equalTo("open"))
        .body("kind", equalTo("hardship"))
        .body("accountId", equalTo("a-v1"))
        .body("debtorId", equalTo("p-a-v1"))
        .body("reason", equalTo("asked-by-debtor"))
        .body("openedBy", notNullValue())
        .body("conclusion", nullValue());

    Response concluded = conclude(id, "resume", "income-verified");

    concluded
        .then()
        .statusCode(200)
        .body("status", equalTo("concluded"))
        .body("conclusion.verdict", equalTo("resume"))
        .body("conclusion.reason", equalTo("income-verified"))
        .body("conclusion.concludedBy", notNullValue());
    EventIdentity identity = new EventIdentity("default", ReviewPublisher.SOURCE, id);
    assertEquals(identity.decisionId().toString(), concluded.path("conclusion.nextDecisionId"));
    DecisionMade decision = platform().awaitDecision(identity);
    assertEquals(EventTypes.REVIEW_CONCLUDED, decision.trigger().type());
    assertEquals(Instant.parse(concluded.path("conclusion.concludedAt")), decision.decidedAt());
    ConsumerRecord<String, byte[]> event = conclusions(id).getFirst();
    assertEquals("default/a-v1", event.key());
    assertEquals(ReviewPublisher.SOURCE, TestTopics.header(event, "ce_source"));
    assertEquals("1.0", TestTopics.header(event, "ce_specversion"));
  }

  @Test
  void hardshipIsPutBeforeAPersonWhoResumesTreatment() {
    placed("a-v14");
    Instant reported = TIME.plus(Duration.ofDays(1));
    DecisionMade routed =
        decided("hardship-a-v14", reported, new AccountEvent.HardshipReported("a-v14"));
    assertEquals(DecisionMade.Basis.ROUTED, routed.selection().basis());
    assertEquals(Action.NO_CONTACT, routed.recommended().action());

    String id = onlyCase("a-v14", "open", routed, "hardship");
    DecisionMade waiting =
        decided("due-a-v14", reported.plusSeconds(60), new AccountEvent.ReviewDue("a-v14"));
    assertEquals(DecisionMade.Basis.ROUTED, waiting.selection().basis());
    assertEquals(id, onlyCase("a-v14", "open", routed, "hardship"));

    conclude(id, "resume", "income-verified").then().statusCode(200);

    DecisionMade resumed =
        platform().awaitDecision(new EventIdentity("default", ReviewPublisher.SOURCE, id));
    assertNotEquals(DecisionMade.Basis.ROUTED, resumed.selection().basis());
    assertEquals(id, onlyCase("a-v14", "concluded", routed, "hardship"));
    DecisionMade again =
        decided(
            "hardship-2-a-v14",
            resumed.decidedAt().plusSeconds(1),
            new AccountEvent.HardshipReported("a-v14"));
    assertEquals(DecisionMade.Basis.ROUTED, again.selection().basis());
    get("/v1/reviews?accountId=a-v14&status=open")
        .body("reviews.decisionId", contains(again.decisionId().toString()));
  }

  @Test
  void aHoldKeepsTheAccountWithPeopleAndIsAskedOnce() {
    placed("a-v15");
    Instant reported = TIME.plus(Duration.ofDays(1));
    DecisionMade routed =
        decided("vulnerable-a-v15", reported, new AccountEvent.VulnerabilityReported("a-v15"));
    String id = onlyCase("a-v15", "open", routed, "vulnerability");
    conclude(id, "hold", "specialist-team").then().statusCode(200);

    DecisionMade held =
        platform().awaitDecision(new EventIdentity("default", ReviewPublisher.SOURCE, id));
    DecisionMade due =
        decided("due-a-v15", reported.plusSeconds(60), new AccountEvent.ReviewDue("a-v15"));

    assertEquals(DecisionMade.Basis.ROUTED, held.selection().basis());
    assertEquals(DecisionMade.Basis.ROUTED, due.selection().basis());
    assertEquals(id, onlyCase("a-v15", "concluded", routed, "vulnerability"));
  }

  @Test
  void aDecisionAskedForOpensItsCaseToo() {
    placed("a-v16");
    Instant reported = TIME.plus(Duration.ofDays(1));
    AccountEvent.BankruptcyFiled event = new AccountEvent.BankruptcyFiled("a-v16");
    Envelope envelope = Events.envelope("default", "bankruptcy-a-v16", reported, event);
    Events.send(surroundings.topics(), envelope, event);
    DecisionMade routed = platform().awaitDecision(envelope.identity());
    onlyCase("a-v16", "open", routed, "specialist");
    platform().query("delete from scoring.review where account_id = 'a-v16' returning 1");

    String decision =
        post("agent", "/v1/decisions", Map.of("requestId", "v16", "accountId", "a-v16"))
            .then()
            .statusCode(201)
            .body("basis", equalTo("routed"))
            .extract()
            .path("decisionId");

    get("/v1/reviews?accountId=a-v16").body("reviews.decisionId", contains(decision));
  }

  private String onlyCase(String accountId, String status, DecisionMade decision, String kind) {
    return get("/v1/reviews?accountId=" + accountId)
        .statusCode(200)
        .body("reviews", hasSize(1))
        .body("reviews[0].status", equalTo(status))
        .body("reviews[0].kind", equalTo(kind))
        .body("reviews[0].reason", equalTo(kind + "-reported"))
        .body("reviews[0].openedBy", nullValue())
        .body("reviews[0].decisionId", equalTo(decision.decisionId().toString()))
        .extract()
        .path("reviews[0].reviewId");
  }

  @Test
  void theSameWordsAgainChangeNothingAndOthersConflict() {
    placed("a-v2");
    String id = opened("a-v2", "vulnerability");
    byte[] first = conclude(id, "hold", "carer-involved").body().asByteArray();

    Response again = conclude(id, "hold", "carer-involved");

    assertEquals(200, again.statusCode());
    assertArrayEquals(first, again.body().asByteArray());
    for (Response other :
        List.of(conclude(id, "resume", "carer-involved"), conclude(id, "hold", "other"))) {
      other
          .then()
          .statusCode(409)
          .body("type", equalTo("urn:quittance:problem:review-concluded"))
          .body("reviewId", equalTo(id));
    }
    platform().awaitDecision(new EventIdentity("default", ReviewPublisher.SOURCE, id));
    assertEquals(1, conclusions(id).size());
  }

  @Test
  void ofManyWhoConcludeAtOnceOneIsHeard() {
    placed("a-v3");
    String id = opened("a-v3", "legal-referral");

    List<Response> answers =
        IntStream.range(0, 12)
            .parallel()
            .mapToObj(i -> conclude(id, i % 2 == 0 ? "approve" : "decline", "by-" + i))
            .toList();

    assertEquals(1, answers.stream().filter(a -> a.statusCode() == 200).count());
    assertEquals(11, answers.stream().filter(a -> a.statusCode() == 409).count());
    platform().awaitDecision(new EventIdentity("default", ReviewPublisher.SOURCE, id));
    assertEquals(1, conclusions(id).size());
  }

  @Test
  void whatMakesNoSenseIsRefusedWithAReason() {
    placed("a-v4");
    String id = opened("a-v4", "debt-sale");

    conclude(id, "resume", "checked")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:quittance:problem:verdict-not-for-kind"))
        .body("detail", equalTo("A review of kind debt-sale is concluded with approve or decline"));
    post(
            "supervisor",
            "/v1/reviews/" + id + "/conclusion",
            Map.of("verdict", "approve", "reason", "x", "action", "call", "offer", "reminder"))
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:quittance:problem:action-not-for-verdict"));
    for (String reason : List.of("", "Mr Smith says he is ill", "MIXED", "a--b", "x".repeat(49))) {
      conclude(id, "approve", reason)
          .then()
          .statusCode(400)
          .body("type", equalTo("urn:quittance:problem:invalid-request"));
    }
    post("supervisor", "/v1/reviews/" + id + "/conclusion", Map.of("verdict", "maybe"))
        .then()
        .statusCode(400);
    post(
            "supervisor",
            "/v1/reviews/" + id + "/conclusion",
            Map.of("verdict", "approve", "reason", "x", "comment", "free text"))
        .then()
        .statusCode(400);
    get("/v1/reviews/" + id).body("status", equalTo("open"));
  }

  @Test
  void oneCaseOfAKindIsOpenForAnAccount() {
    DecisionMade decision = placed("a-v5");
    Map<String, Object> body = new HashMap<>();
    body.put("accountId", "a-v5");
    body.put("kind", "override");
    body.put("reason", "wrong-channel");
    body.put("decisionId", decision.decisionId().toString());

    String id =
        post("agent", "/v1/reviews", body).then().statusCode(201).extract().path("reviewId");

    post("agent", "/v1/reviews", body).then().statusCode(200).body("reviewId", equalTo(id));
    body.put("reason", "other");
    post("agent", "/v1/reviews", body)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:quittance:problem:review-open"))
        .body("reviewId", equalTo(id));
    body.put("kind", "plan-refusal");
    body.put("decisionId", "00000000-0000-0000-0000-000000000000");
    post("agent", "/v1/reviews", body)
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:quittance:problem:decision-not-found"));
    body.put("accountId", "nobody");
    post("agent", "/v1/reviews", body)
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:quittance:problem:account-not-found"));
    body.put("kind", "anything");
    post("agent", "/v1/reviews", body).then().statusCode(400);
    conclude(id, "decline", "recommendation-right").then().statusCode(200);
    body.put("accountId", "a-v5");
    body.put("kind", "override");
    body.remove("decisionId");
    String next =
        post("agent", "/v1/reviews", body).then().statusCode(201).extract().path("reviewId");
    assertNotEquals(id, next);
  }

  @Test
  void aTimeBarredDebtIsReferredByNobody() {
    placed("a-v6", TIME.minus(Duration.ofDays(1)));
    post(
            "supervisor",
            "/v1/reviews",
            Map.of("accountId", "a-v6", "kind", "legal-referral", "reason", "no-answer"))
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:quittance:problem:review-barred"))
        .body("ruleId", equalTo("HC15"))
        .body("pack", notNullValue())
        .body("citation", notNullValue())
        .body("detail", notNullValue());

    placed("a-v7", TIME.plus(Duration.ofDays(1_000)));
    String id = opened("a-v7", "legal-referral");
    Instant later = TIME.plusSeconds(60);
    AccountEvent.Placed again = Events.placed("a-v7", "p-a-v7", later);
    decided("placed-again-a-v7", later, again);
    conclude(id, "approve", "no-answer")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:quittance:problem:review-barred"));
    conclude(id, "decline", "time-barred").then().statusCode(200);
  }

  @Test
  void whereNoRulesAreKnownNothingIsReferredAndPeopleStillLook() {
    decided("due-a-v17", TIME, new AccountEvent.ReviewDue("a-v17"));

    post(
            "supervisor",
            "/v1/reviews",
            Map.of("accountId", "a-v17", "kind", "legal-referral", "reason", "no-response"))
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:quittance:problem:review-barred"))
        .body("ruleId", equalTo("PACK"))
        .body("citation", notNullValue())
        .body("detail", notNullValue());
    opened("a-v17", "vulnerability");
  }

  @Test
  void aRecommendationIsOverriddenOnceAndTold() {
    DecisionMade decision = placed("a-v8");
    String path = "/v1/decisions/" + decision.decisionId() + "/override";
    Map<String, String> body =
        Map.of("action", "no-contact", "offer", "human-review", "reason", "debtor-in-hospital");

    Response first = post("supervisor", path, body);

    first
        .then()
        .statusCode(201)
        .body("kind", equalTo("override"))
        .body("status", equalTo("concluded"))
        .body("decisionId", equalTo(decision.decisionId().toString()))
        .body("conclusion.verdict", equalTo("hold"))
        .body("conclusion.action", equalTo("no-contact"))
        .body("conclusion.offer", equalTo("human-review"))
        .body("conclusion.reason", equalTo("debtor-in-hospital"));
    String id = first.path("reviewId");
    assertEquals("/v1/reviews/" + id, java.net.URI.create(first.header("Location")).getPath());
    platform().awaitDecision(new EventIdentity("default", ReviewPublisher.SOURCE, id));
    assertEquals(200, post("supervisor", path, body).statusCode());
    post("supervisor", path, Map.of("action", "letter", "offer", "reminder", "reason", "asked"))
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:quittance:problem:review-concluded"));
    assertEquals(1, conclusions(id).size());
  }

  @Test
  void anOverrideThatMakesNoSenseIsRefused() {
    DecisionMade decision = placed("a-v9");
    String path = "/v1/decisions/" + decision.decisionId() + "/override";
    post(
            "supervisor",
            path,
            Map.of(
                "action", decision.recommended().action().wireName(),
                "offer", WireNames.of(decision.recommended().offer()),
                "reason", "same"))
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:quittance:problem:override-changes-nothing"));
    post("supervisor", path, Map.of("action", "call", "offer", "specialist", "reason", "x"))
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:quittance:problem:action-not-for-verdict"));
    post("supervisor", path, Map.of("action", "call", "reason", "x")).then().statusCode(400);
    post("supervisor", path, Map.of("action", "fax", "offer", "none", "reason", "x"))
        .then()
        .statusCode(400);
    post(
            "supervisor",
            "/v1/decisions/00000000-0000-0000-0000-000000000000/override",
            Map.of("action", "call", "offer", "reminder", "reason", "x"))
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:quittance:problem:decision-not-found"));
  }

  @Test
  void theQueueIsReadPageByPage() {
    List<String> ids = new ArrayList<>();
    placed("a-v10");
    for (String kind : List.of("hardship", "vulnerability", "override", "debt-sale")) {
      ids.add(opened("a-v10", kind));
    }
    conclude(ids.get(3), "decline", "no-buyer").then().statusCode(200);
    String page = "/v1/reviews?accountId=a-v10&status=open&limit=2";

    String next =
        get(page)
            .statusCode(200)
            .body("reviews.reviewId", contains(ids.get(0), ids.get(1)))
            .body("next", notNullValue())
            .extract()
            .path("next");

    get(page + "&after=" + next)
        .body("reviews.reviewId", contains(ids.get(2)))
        .body("next", nullValue());
    get("/v1/reviews?accountId=a-v10&kind=debt-sale").body("reviews", hasSize(1));
    get("/v1/reviews?accountId=a-v10&status=concluded").body("reviews", hasSize(1));
    get("/v1/reviews?accountId=a-v10").body("reviews", hasSize(4));
    for (String wrong :
        List.of("limit=0", "limit=201", "limit=x", "status=shut", "kind=x", "after=x")) {
      get("/v1/reviews?" + wrong)
          .statusCode(400)
          .body("type", equalTo("urn:quittance:problem:invalid-request"));
    }
  }

  @Test
  void anotherTenantSeesNothing() {
    DecisionMade decision = placed("a-v11");
    String id = opened("a-v11", "hardship");
    String stranger = surroundings.tokenOf("stranger", "other", "supervisor");

    given().auth().oauth2(stranger).get("/v1/reviews/" + id).then().statusCode(404);
    given()
        .auth()
        .oauth2(stranger)
        .get("/v1/reviews")
        .then()
        .statusCode(200)
        .body("reviews", hasSize(0));
    for (Map.Entry<String, Map<String, String>> act :
        Map.of(
                "/v1/reviews/" + id + "/conclusion",
                Map.of("verdict", "resume", "reason", "x"),
                "/v1/decisions/" + decision.decisionId() + "/override",
                Map.of("action", "no-contact", "offer", "human-review", "reason", "x"),
                "/v1/reviews",
                Map.of("accountId", "a-v11", "kind", "hardship", "reason", "x"))
            .entrySet()) {
      given()
          .auth()
          .oauth2(stranger)
          .contentType(ContentType.JSON)
          .body(act.getValue())
          .post(act.getKey())
          .then()
          .statusCode(404);
    }
    get("/v1/reviews/" + id).body("status", equalTo("open"));
  }

  @Test
  void casesOfDecisionsAreOpenedOnceAndAgainOnlyByANewReport() {
    DecisionMade decision = placed("a-v12");
    NewCase first = reported(decision, "d1", TIME);

    assertEquals(List.of(first), open(List.of(first, reported(decision, "d2", TIME))));
    assertEquals(List.of(), open(List.of(first)));
    assertEquals(List.of(), open(List.of(reported(decision, "d3", TIME.plusSeconds(60)))));
    conclude(first.reviewId().toString(), "hold", "plan-agreed").then().statusCode(200);
    assertEquals(List.of(), open(List.of(first)));
    assertEquals(List.of(), open(List.of(reported(decision, "d4", TIME.plusSeconds(60)))));
    NewCase again = reported(decision, "d5", Instant.now().plusSeconds(5));
    assertEquals(List.of(again), open(List.of(again)));
    assertEquals(List.of(), open(List.of(again)));
  }

  @Test
  void casesAreCounted() {
    placed("a-v13");
    double before = counted("plan-refusal", "open");
    double concluded = counted("plan-refusal", "concluded");
    gauge.refresh().await().atMost(Platform.PATIENCE);
    double open = meters.get("quittance.reviews.open").tag("kind", "plan-refusal").gauge().value();

    String id = opened("a-v13", "plan-refusal");

    gauge.refresh().await().atMost(Platform.PATIENCE);
    assertEquals(before + 1, counted("plan-refusal", "open"));
    assertEquals(
        open + 1, meters.get("quittance.reviews.open").tag("kind", "plan-refusal").gauge().value());
    conclude(id, "approve", "unaffordable").then().statusCode(200);
    assertEquals(concluded + 1, counted("plan-refusal", "concluded"));
    assertTrue(counted("plan-refusal", "open") >= 1);
    Awaitility.await()
        .atMost(Platform.PATIENCE)
        .until(() -> platform().query("select id from scoring.outbox").isEmpty());
  }

  private double counted(String kind, String status) {
    return meters.counter("quittance.reviews", "kind", kind, "status", status).count();
  }

  private static NewCase reported(DecisionMade decision, String id, Instant at) {
    return new NewCase(
        "default",
        new EventIdentity("default", "/test", decision.decisionId() + ":" + id).decisionId(),
        decision.accountId(),
        decision.debtorId(),
        ReviewKind.HARDSHIP,
        "hardship-reported",
        decision.decisionId(),
        null,
        decision.decidedAt(),
        at,
        null,
        null,
        null,
        null);
  }

  private List<NewCase> open(List<NewCase> cases) {
    return pool.withTransaction(connection -> reviews.open(connection, cases))
        .await()
        .atMost(Platform.PATIENCE);
  }
}
