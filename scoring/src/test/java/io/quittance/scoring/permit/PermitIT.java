package io.quittance.scoring.permit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.AccountEvent;
import io.quittance.scoring.Platform;
import io.quittance.scoring.RegistryStub;
import io.quittance.testkit.QuittanceTestResource;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a caller of `/v1/permits` may rely on.
@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@QuarkusTestResource(RegistryStub.class)
@QuarkusTestResource(SimulatedTenant.class)
@SuppressWarnings("NullAway.Init")
final class PermitIT {

  /// Nine in the morning in Chicago, a Monday.
  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");

  QuittanceTestResource surroundings;

  private Caller simulated;
  private Caller real;

  @BeforeEach
  void callers() {
    simulated = new Caller(surroundings, SimulatedTenant.NAME);
    real = new Caller(surroundings, "default");
  }

  @Test
  void theDatabasesClockPermitsOneAttemptForAtMostTheLifetime() {
    placeWhereItIsNoon("a-p1");

    Response first = real.reserve("p-1", "a-p1", "call", null);
    Response again = real.reserve("p-1", "a-p1", "call", null);

    first
        .then()
        .statusCode(201)
        .body("status", equalTo("reserved"))
        .body("place", equalTo("mobile"));
    assertEquals(
        first.jsonPath().getMap(""), again.then().statusCode(200).extract().jsonPath().getMap(""));
    String permitId = first.path("permitId");
    assertEquals("http://" + host(first) + "/v1/permits/" + permitId, first.header("Location"));
    Instant from = Instant.parse(first.path("validFrom"));
    assertEquals(from.plus(Duration.ofMinutes(10)), Instant.parse(first.path("validUntil")));
    real.reserve("p-1", "a-p1", "sms", null)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:quittance:problem:request-conflict"));

    Response committed = real.commit(permitId, null);

    committed.then().statusCode(200).body("status", equalTo("committed"));
    assertEquals(
        committed.jsonPath().getMap(""),
        real.commit(permitId, null).then().statusCode(200).extract().jsonPath().getMap(""));
    assertFalse(Instant.parse(committed.path("committedAt")).isBefore(from));
    real.reserve("p-1", "a-p1", "call", null)
        .then()
        .statusCode(200)
        .body("status", equalTo("committed"));
    real.release(permitId)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:quittance:problem:permit-committed"));
  }

  @Test
  void aCommitNeedsNoBody() throws Exception {
    simulated.place("a-p14", "d-p14", TIME);
    String permit = simulated.reserved("a-p14", TIME);
    simulated.commit(permit, TIME).then().statusCode(200);

    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(RestAssured.baseURI + ":" + RestAssured.port)
                    .resolve("/v1/permits/" + permit + "/commit"))
            .header("Authorization", "Bearer " + simulated.token())
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();

    try (HttpClient client = HttpClient.newHttpClient()) {
      assertEquals(200, client.send(request, BodyHandlers.ofString()).statusCode());
    }
  }

  private static String host(Response response) {
    return URI.create(response.header("Location")).getAuthority();
  }

  @Test
  void whatIsNotLawfulIsRefusedWithTheRuleAndTheNextInstant() {
    simulated.place("a-p2", "d-p2", TIME);

    simulated
        .reserve("p-2", "a-p2", "call", Instant.parse("2026-03-03T12:59:59Z"))
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:quittance:problem:contact-refused"))
        .body("blocked.ruleId", equalTo(List.of("HC01")))
        .body("blocked[0].action", equalTo("call"))
        .body("blocked[0].citation", containsString("1006.6"))
        .body("blocked[0].text", notNullValue())
        .body("nextPermitted", equalTo("2026-03-03T08:00-06:00[America/Chicago]"));

    Response eight =
        simulated.reserve("p-2", "a-p2", "call", Instant.parse("2026-03-03T14:00:00Z"));

    eight.then().statusCode(201);
    simulated
        .reserve("p-3", "a-p2", "sms", Instant.parse("2026-03-04T02:57:00Z"))
        .then()
        .statusCode(201)
        .body("validUntil", equalTo("2026-03-04T03:00:00Z"));
    simulated
        .reserve("p-4", "a-p2", "sms", Instant.parse("2026-03-04T03:00:00Z"))
        .then()
        .statusCode(422)
        .body("blocked.ruleId", hasItem("HC01"));
  }

  @Test
  void aPermitEndsWithItsWindow() throws SQLException {
    simulated.place("a-p3", "d-p3", TIME);
    String used = simulated.reserved("a-p3", TIME);
    Instant end = TIME.plus(Duration.ofMinutes(10));

    simulated
        .commit(used, end.minusNanos(1_000))
        .then()
        .statusCode(200)
        .body("committedAt", equalTo("2026-03-02T15:09:59.999999Z"));

    Instant next = TIME.plus(Duration.ofHours(5));
    String late = simulated.reserved("a-p3", next);

    simulated
        .commit(late, next.plus(Duration.ofMinutes(10)))
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:quittance:problem:permit-expired"));
    assertEquals("expired", simulated.status(late));
    simulated.reserved("a-p3", next.plus(Duration.ofMinutes(11)));

    placeWhereItIsNoon("a-p4");
    String forgotten = real.reserved("a-p4", null);
    passed(forgotten);

    assertEquals("expired", real.status(forgotten));
    real.commit(forgotten, null)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:quittance:problem:permit-expired"));
    real.release(forgotten).then().statusCode(204);
    real.reserved("a-p4", null);
  }

  /// Moves the window of a permit into the past.
  private void passed(String permitId) throws SQLException {
    String sql =
        "update scoring.permit set valid_from = valid_from - interval '1 hour',"
            + " valid_until = valid_until - interval '1 hour' where permit_id = ?";
    try (Connection connection = surroundings.jdbc();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, UUID.fromString(permitId));
      assertEquals(1, statement.executeUpdate());
    }
  }

  @Test
  void aReservationCountsForAllAccountsOfThePersonUntilItIsGivenBack() {
    simulated.place("a-p5", "d-p5", TIME);
    simulated.place("a-p6", "d-p5", TIME);
    String permit = simulated.reserved("a-p5", TIME);

    simulated
        .reserve("p-5", "a-p6", "call", TIME.plusSeconds(60))
        .then()
        .statusCode(422)
        .body("blocked.ruleId", equalTo(List.of("HC07")))
        .body("nextPermitted", equalTo("2026-03-02T13:00-06:00[America/Chicago]"));

    simulated.release(permit).then().statusCode(204);
    simulated.release(permit).then().statusCode(204);

    assertEquals("released", simulated.status(permit));
    simulated
        .commit(permit, TIME.plusSeconds(61))
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:quittance:problem:permit-released"));
    simulated.reserve("p-5", "a-p6", "call", TIME.plusSeconds(60)).then().statusCode(201);
  }

  @Test
  void oneRequestSentManyTimesAtOnceIsOnePermit() throws Exception {
    simulated.place("a-p7", "d-p7", TIME);
    simulated.place("a-p8", "d-p7", TIME);

    TreeMap<Integer, Integer> same =
        statuses(16, _ -> simulated.reserve("p-7", "a-p7", "call", TIME));

    assertEquals(Map.of(200, 15, 201, 1), same);
    assertEquals(
        List.of("1"),
        new Platform(surroundings)
            .query("select count(*) from scoring.permit where request_id = 'p-7'"));

    simulated.release(simulated.reserve("p-7", "a-p7", "call", TIME).path("permitId"));
    TreeMap<Integer, Integer> others =
        statuses(
            16, i -> simulated.reserve("p-8-" + i, i % 2 == 0 ? "a-p7" : "a-p8", "call", TIME));

    assertEquals(Map.of(201, 1, 422, 15), others);

    TreeMap<Integer, Integer> conflicting =
        statuses(16, i -> simulated.reserve("p-9", i % 2 == 0 ? "a-p7" : "a-p8", "letter", TIME));

    assertEquals(Map.of(200, 7, 201, 1, 409, 8), conflicting);
  }

  private interface Asked {
    Response ask(int number);
  }

  private static TreeMap<Integer, Integer> statuses(int times, Asked asked) throws Exception {
    try (ExecutorService clients = Executors.newFixedThreadPool(times)) {
      List<Callable<Integer>> calls =
          IntStream.range(0, times)
              .<Callable<Integer>>mapToObj(i -> () -> asked.ask(i).statusCode())
              .toList();
      TreeMap<Integer, Integer> counts = new TreeMap<>();
      for (Future<Integer> status : clients.invokeAll(calls)) {
        counts.merge(status.get(), 1, Integer::sum);
      }
      return counts;
    }
  }

  @Test
  void anotherTenantsPermitIsNotThere() {
    simulated.place("a-p10", "d-p10", TIME);
    String permit = simulated.reserved("a-p10", TIME);
    Caller stranger = new Caller(surroundings, "other");

    for (Response answer :
        List.of(stranger.find(permit), stranger.commit(permit, null), stranger.release(permit))) {
      answer.then().statusCode(404).body("type", equalTo("urn:quittance:problem:permit-not-found"));
    }
    stranger
        .reserve("p-10", "a-p10", "call", null)
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:quittance:problem:account-not-found"));
    simulated.find("nothing").then().statusCode(404);
    assertEquals("reserved", simulated.status(permit));
  }

  @Test
  void everyFieldIsChecked() {
    simulated.place("a-p11", "d-p11", TIME);
    Map<String, Object> right =
        Map.of(
            "requestId", "p-11",
            "accountId", "a-p11",
            "channel", "call",
            "place", "mobile",
            "at", TIME.toString());

    wrong(right, "requestId", "p 11", "requestId must be");
    wrong(right, "accountId", "", "accountId must be");
    wrong(right, "channel", "fax", "channel must be");
    wrong(right, "place", "car", "place must be");
    wrong(right, "decisionId", "12", "decisionId must be");
    wrong(right, "at", "soon", "at must be an instant");
    wrong(right, "at", "1969-12-31T23:59:59Z", "at must lie between 1970 and 9999");
    wrong(right, "at", Instant.now().plusSeconds(600).toString(), "ahead of the database's clock");
    wrong(right, "more", "1", "more");
    real.reserve(right)
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:quittance:problem:at-not-allowed"));
    real.commit(UUID.randomUUID().toString(), TIME)
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:quittance:problem:at-not-allowed"));
    Map<String, Object> foreign = new TreeMap<>(right);
    foreign.put("decisionId", UUID.randomUUID().toString());
    simulated
        .reserve(foreign)
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:quittance:problem:decision-not-found"));
  }

  @Test
  void everyRouteAsksForItsRoles() {
    placeWhereItIsNoon("a-p15");
    String route = "/v1/permits/" + real.reserved("a-p15", null);
    Set<String> contact = Set.of("agent", "supervisor", "service");
    Set<String> read = Set.of("agent", "supervisor", "auditor", "service");

    for (String role :
        List.of(
            "viewer", "agent", "supervisor", "model-approver", "auditor", "operator", "service")) {
      assertEquals(read.contains(role) ? 200 : 403, as(role).get(route).statusCode(), role);
      int wrong = contact.contains(role) ? 400 : 403;
      assertEquals(wrong, as(role).body("{}").post("/v1/permits").statusCode(), role);
      int used = contact.contains(role) ? 200 : 403;
      assertEquals(used, as(role).body("{}").post(route + "/commit").statusCode(), role);
      int given = contact.contains(role) ? 409 : 403;
      assertEquals(given, as(role).delete(route).statusCode(), role);
    }
    given().get(route).then().statusCode(401);
  }

  private RequestSpecification as(String role) {
    return given().auth().oauth2(surroundings.token(role)).contentType(ContentType.JSON);
  }

  private void wrong(Map<String, Object> right, String field, String value, String message) {
    Map<String, Object> body = new TreeMap<>(right);
    body.put(field, value);
    simulated
        .reserve(body)
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:quittance:problem:invalid-request"))
        .body("detail", containsString(message));
  }

  @Test
  void anAccountNobodyPlacedIsNotContacted() {
    simulated.tell(TIME, new AccountEvent.ReviewDue("a-p12"));

    simulated
        .reserve("p-12", "a-p12", "letter", TIME)
        .then()
        .statusCode(422)
        .body("blocked.size()", equalTo(1))
        .body("nextPermitted", nullValue());
  }

  @Test
  void permitsAreCounted() {
    simulated.place("a-p13", "d-p13", TIME);

    simulated.reserved("a-p13", TIME);

    given()
        .baseUri("http://localhost")
        .port(managementPort())
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("quittance_permits_total{status=\"reserved\"}"))
        .body(containsString("quittance_permit_seconds_count{operation=\"reserve\"}"));
  }

  private static int managementPort() {
    return org.eclipse.microprofile.config.ConfigProvider.getConfig()
        .getValue("quarkus.management.test-port", Integer.class);
  }

  /// Places an account in a zone in which it is about noon by the real clock.
  private void placeWhereItIsNoon(String accountId) {
    int behind = Instant.now().atOffset(ZoneOffset.UTC).getHour() - 12;
    String zone = behind == 0 ? "Etc/GMT" : "Etc/GMT" + (behind > 0 ? "+" : "-") + Math.abs(behind);
    real.place(accountId, "d-" + accountId, Instant.now().minus(Duration.ofDays(1)), zone);
  }
}
