package io.quittance.scoring.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.scoring.Events;
import io.quittance.scoring.Platform;
import io.quittance.scoring.RegistryStub;
import io.quittance.testkit.ForeignTokens;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.Roles;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@QuarkusTestResource(RegistryStub.class)
@SuppressWarnings("NullAway.Init")
final class RoutesIT {

  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");

  QuittanceTestResource surroundings;

  private String known(String accountId) {
    AccountEvent.Placed placed = Events.placed(accountId, "p-" + accountId, TIME);
    Envelope envelope = Events.envelope("default", "r-" + accountId, TIME, placed);
    Events.send(surroundings.topics(), envelope, placed);
    new Platform(surroundings).awaitDecision(envelope.identity());
    return envelope.identity().decisionId().toString();
  }

  private Response ask(String requestId, String accountId, String at) {
    return given()
        .auth()
        .oauth2(surroundings.token("agent"))
        .contentType(ContentType.JSON)
        .body(Map.of("requestId", requestId, "accountId", accountId, "at", at))
        .post("/v1/decisions");
  }

  @Test
  void aTokenThatNamesNoTenantIsRefused() {
    for (String path : List.of("/v1/decisions/" + UUID.randomUUID(), "/v1/accounts/a-1")) {
      given()
          .auth()
          .oauth2(surroundings.tokenWithoutTenant("auditor"))
          .get(path)
          .then()
          .statusCode(403)
          .contentType("application/problem+json")
          .body("type", equalTo("urn:quittance:problem:tenant-missing"));
    }
  }

  @Test
  void aTokenForAnotherPurposeIsRefused() {
    ForeignTokens.assertRefused(surroundings, "viewer", "/v1/model");
  }

  @Test
  void aRequestDecidesOnceAndIsPublished() {
    known("a-r1");
    String at = TIME.plusSeconds(3600).toString();

    Response first = ask("req-1", "a-r1", at);
    Response second = ask("req-1", "a-r1", at);

    first.then().statusCode(201);
    second.then().statusCode(200);
    byte[] bytes = first.body().asByteArray();
    assertArrayEquals(bytes, second.body().asByteArray());
    DecisionMade decision = EventCodec.read(bytes, DecisionMade.class);
    assertEquals(TIME.plusSeconds(3600), decision.decidedAt());
    EventIdentity identity = new EventIdentity("default", "/quittance/rest", "req-1");
    assertEquals(identity.decisionId(), decision.decisionId());
    assertArrayEquals(
        bytes, new Platform(surroundings).awaitDecisions(identity).getFirst().value());
    given()
        .auth()
        .oauth2(surroundings.token("viewer"))
        .get("/v1/decisions/" + decision.decisionId())
        .then()
        .statusCode(200)
        .body("decisionId", equalTo(decision.decisionId().toString()));
    ask("req-1", "a-r1", TIME.toString())
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:quittance:problem:request-conflict"));
  }

  /// Requests at the same time share transactions. Each gets its own answer all the same.
  @Test
  void manyRequestsAtOnceAreAnsweredEachForItself() throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      known("a-many" + i);
    }
    String at = TIME.plusSeconds(7200).toString();
    ask("many-before", "a-many0", at).then().statusCode(201);
    surroundings.token("agent");
    Map<String, Response> answers = new ConcurrentHashMap<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(24)) {
      for (int i = 0; i < 96; i++) {
        String id = i % 8 == 0 ? "many-before" : "many-" + i / 2;
        String account = i % 8 == 0 ? "a-many0" : i % 8 == 2 ? "nobody" : "a-many" + i / 2 % 4;
        int call = i;
        callers.execute(() -> answers.put(call + " " + id + " " + account, ask(id, account, at)));
      }
    }

    assertEquals(96, answers.size());
    Map<String, byte[]> decisions = new HashMap<>();
    Map<String, Integer> made = new HashMap<>();
    answers.forEach(
        (key, answer) -> {
          String id = key.split(" ")[1];
          boolean unknown = key.endsWith("nobody");
          int status = answer.statusCode();
          assertTrue(
              unknown ? status == 404 || status == 409 : status != 404, key + " gave " + status);
          if (status == 201 || status == 200) {
            made.merge(id, status == 201 ? 1 : 0, Integer::sum);
            byte[] bytes = answer.body().asByteArray();
            byte[] other = decisions.putIfAbsent(id, bytes);
            if (other != null) {
              assertArrayEquals(other, bytes, id);
            }
            assertEquals(
                new EventIdentity("default", "/quittance/rest", id).decisionId(),
                EventCodec.read(bytes, DecisionMade.class).decisionId());
          }
        });
    assertEquals(0, made.remove("many-before"));
    made.forEach((id, times) -> assertEquals(1, times, id));
    decisions.forEach(
        (id, bytes) ->
            assertArrayEquals(
                bytes,
                new Platform(surroundings)
                    .awaitDecisions(new EventIdentity("default", "/quittance/rest", id))
                    .getFirst()
                    .value()));
  }

  @Test
  void whatIsWrongWithARequestIsAProblem() {
    known("a-r2");
    ask("req-2", "nobody", TIME.toString())
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:quittance:problem:account-not-found"));
    ask("req 2", "a-r2", TIME.toString()).then().statusCode(400);
    ask("req-3", "a r2", TIME.toString()).then().statusCode(400);
    ask("req-4", "a-r2", Instant.now().plusSeconds(3600).toString()).then().statusCode(400);
    ask("req-5", "a-r2", "soon").then().statusCode(400);
    for (String body :
        List.of("{\"requestId\":\"x\",\"accountId\":\"a-r2\",\"more\":1}", "{", "", "[]")) {
      given()
          .auth()
          .oauth2(surroundings.token("agent"))
          .contentType(ContentType.JSON)
          .body(body)
          .post("/v1/decisions")
          .then()
          .statusCode(400)
          .contentType("application/problem+json");
    }
    given()
        .auth()
        .oauth2(surroundings.token("agent"))
        .delete("/v1/decisions")
        .then()
        .statusCode(405)
        .contentType("application/problem+json");
    given()
        .auth()
        .oauth2(surroundings.token("agent"))
        .contentType(ContentType.JSON)
        .body(" ".repeat(20_000))
        .post("/v1/decisions")
        .then()
        .statusCode(413);
  }

  @Test
  void everyRouteAsksForItsRoles() {
    String decision = known("a-r3");
    Map<String, Set<String>> routes =
        Map.of(
            "/v1/decisions/" + decision,
            Set.of("viewer", "agent", "supervisor", "auditor", "service"),
            "/v1/accounts/a-r3",
            Set.of("agent", "supervisor", "auditor", "service"),
            "/v1/model",
            Set.of(
                "viewer",
                "model-developer",
                "model-approver",
                "supervisor",
                "auditor",
                "operator",
                "service"));
    routes.forEach(
        (route, allowed) -> {
          given()
              .get(route)
              .then()
              .statusCode(401)
              .contentType("application/problem+json")
              .body("type", startsWith("urn:quittance:problem:"));
          for (String role : Roles.ALL) {
            int status = allowed.contains(role) ? 200 : 403;
            given().auth().oauth2(surroundings.token(role)).get(route).then().statusCode(status);
          }
        });
    for (String role : Roles.ALL) {
      int status = Set.of("agent", "supervisor", "service").contains(role) ? 400 : 403;
      given()
          .auth()
          .oauth2(surroundings.token(role))
          .contentType(ContentType.JSON)
          .body("{}")
          .post("/v1/decisions")
          .then()
          .statusCode(status);
    }
    given().auth().oauth2("not.a.token").get("/v1/model").then().statusCode(401);
  }

  @Test
  void theReviewQueueAsksForItsRoles() {
    String decision = known("a-r6");
    String review =
        given()
            .auth()
            .oauth2(surroundings.token("agent"))
            .contentType(ContentType.JSON)
            .body(Map.of("accountId", "a-r6", "kind", "hardship", "reason", "asked"))
            .post("/v1/reviews")
            .then()
            .statusCode(201)
            .extract()
            .path("reviewId");
    for (String route : List.of("/v1/reviews", "/v1/reviews/" + review)) {
      given().get(route).then().statusCode(401);
      for (String role : Roles.ALL) {
        int status = Set.of("agent", "supervisor", "auditor").contains(role) ? 200 : 403;
        given().auth().oauth2(surroundings.token(role)).get(route).then().statusCode(status);
      }
    }
    Map<String, Set<String>> acts =
        Map.of(
            "/v1/reviews",
            Set.of("agent", "supervisor", "service"),
            "/v1/reviews/" + review + "/conclusion",
            Set.of("supervisor"),
            "/v1/decisions/publications",
            Set.of("operator"),
            "/v1/decisions/" + decision + "/override",
            Set.of("supervisor"));
    acts.forEach(
        (route, allowed) -> {
          given().contentType(ContentType.JSON).body("{}").post(route).then().statusCode(401);
          for (String role : Roles.ALL) {
            given()
                .auth()
                .oauth2(surroundings.token(role))
                .contentType(ContentType.JSON)
                .body("{}")
                .post(route)
                .then()
                .statusCode(allowed.contains(role) ? 400 : 403);
          }
        });
  }

  @Test
  void anotherTenantsThingsAreNotThere() {
    String decision = known("a-r4");
    String stranger = surroundings.tokenOf("stranger", "other", "supervisor");

    given().auth().oauth2(stranger).get("/v1/decisions/" + decision).then().statusCode(404);
    given().auth().oauth2(stranger).get("/v1/accounts/a-r4").then().statusCode(404);
    given()
        .auth()
        .oauth2(stranger)
        .contentType(ContentType.JSON)
        .body(Map.of("requestId", "req-9", "accountId", "a-r4"))
        .post("/v1/decisions")
        .then()
        .statusCode(404);
  }

  @Test
  void anAccountIsShownAsOfItsNewestFact() {
    known("a-r5");

    given()
        .auth()
        .oauth2(surroundings.token("agent"))
        .get("/v1/accounts/a-r5")
        .then()
        .statusCode(200)
        .body("balanceMinor", equalTo(125_000))
        .body("newestFact", equalTo(TIME.toString()))
        .body("placed", equalTo(true));
  }
}
