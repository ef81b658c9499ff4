package io.quittance.retraining.job;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.RetrainingRequested.Cause;
import io.quittance.core.event.Topics;
import io.quittance.laboratory.ParquetFiles;
import io.quittance.laboratory.SyntheticRows;
import io.quittance.laboratory.dataset.LabelledRows;
import io.quittance.messaging.lease.Lease;
import io.quittance.messaging.lease.Leases;
import io.quittance.retraining.FakePeers;
import io.quittance.retraining.lifecycle.JobEvent;
import io.quittance.retraining.lifecycle.RefusedTransitionException;
import io.quittance.testkit.ForeignTokens;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.TestTopics;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests in by Kafka and REST, candidates out to the registry, on a real database and broker.
@QuarkusTest
@QuarkusTestResource(value = QuittanceTestResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = PeersTestResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // injected by the resources
final class JobIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  QuittanceTestResource platform;
  FakePeers peers;

  @Inject JobLog log;
  @Inject Leases leases;

  @TempDir private Path directory;

  private static byte[] usual = new byte[0];

  @BeforeEach
  void aWorldWithoutChampion() {
    if (usual.length == 0) {
      usual = parquet(SyntheticRows.of(5_000, 8, 51));
    }
    peers.reset(usual);
  }

  @Test
  void aRequestBecomesACandidate() {
    UUID request = UUID.randomUUID();

    send(request, Cause.COLD_START);

    JsonPath job = finished(request, "done");
    assertEquals("cold-start", job.getString("cause"));
    assertEquals("better", job.getString("verdict"));
    assertEquals(5_000, job.getInt("rows"));
    assertTrue(job.getDouble("metrics.auc") > 0.6);
    assertEquals(
        List.of("queued", "fetching", "training", "evaluating", "exporting", "registering", "done"),
        job.getList("history.state"));
    JsonNode registration = peers.registrations().getFirst();
    assertEquals(request.toString(), registration.get("runId").asText());
    assertFalse(registration.hasNonNull("comparedWith"));
    assertTrue(evidence(registration).lines().skip(1).allMatch(line -> line.endsWith(",")));
    assertFalse(Files.exists(platform.dataDirectory().resolve("jobs").resolve(request.toString())));
  }

  @Test
  void repeatsAreDroppedAndPoisonGoesToTheDeadLetters() {
    UUID request = UUID.randomUUID();
    int before = total();

    send(request, Cause.DRIFT);
    new TrainingRequests(platform)
        .send(UUID.randomUUID(), "{\"model\":".getBytes(StandardCharsets.UTF_8));
    send(request, Cause.DRIFT);

    finished(request, "done");
    var dead =
        platform
            .topics()
            .awaitRecords(Topics.deadLetter(Topics.RETRAINING_REQUESTS), 1, PATIENCE)
            .getLast();
    assertEquals("malformed-json", TestTopics.header(dead, "dlq_cause"));
    UUID next = UUID.randomUUID();
    send(next, Cause.SCHEDULE);
    finished(next, "done");
    assertEquals(before + 2, total());
  }

  @Test
  void theChampionScoresTheSameLaterRows() {
    UUID first = UUID.randomUUID();
    send(first, Cause.COLD_START);
    finished(first, "done");
    byte[] bundle = peers.artifact(peers.registrations().getFirst().get("artifactSha256").asText());
    peers.reset(parquet(SyntheticRows.of(5_000, 8, 52)));
    peers.champion(7, bundle);
    peers.gatePasses(false);
    UUID second = UUID.randomUUID();

    send(second, Cause.PERFORMANCE);

    JsonPath job = finished(second, "rejected");
    assertEquals(7, job.getInt("comparedWith"));
    assertEquals(8, job.getInt("version"));
    assertEquals("worse", job.getString("verdict"));
    JsonNode registration = peers.registrations().getFirst();
    assertEquals(7, registration.get("comparedWith").asInt());
    assertEquals(
        SyntheticRows.split(5_000, 8, 52).evaluation().size(),
        evidence(registration).lines().skip(1).filter(l -> !l.endsWith(",")).count());
  }

  @Test
  void aRegistryThatIsAwayIsAskedAgain() {
    peers.unavailable(2);

    UUID request = UUID.randomUUID();
    send(request, Cause.MANUAL);

    JsonPath job = finished(request, "done");
    assertEquals(2, job.getInt("attempts"));
    assertEquals(1, peers.datasetsAsked());
  }

  @Test
  void aPeerThatStaysAwayFailsTheJob() {
    peers.unavailable(1_000);

    UUID request = UUID.randomUUID();
    send(request, Cause.MANUAL);

    JsonPath job = finished(request, "failed");
    assertEquals("unreachable", job.getString("failure"));
    assertTrue(job.getBoolean("failureIsTemporary"));
    assertEquals(4, job.getInt("attempts"));
    assertTrue(
        job.getString("message").contains("registry answered 503"), job.getString("message"));
  }

  @Test
  void aDamagedDownloadIsNeverTrainedOn() {
    peers.damaged(true);

    UUID request = UUID.randomUUID();
    send(request, Cause.MANUAL);

    JsonPath job = finished(request, "failed");
    assertTrue(job.getString("message").contains("digest differs"), job.getString("message"));
    assertTrue(peers.registrations().isEmpty());
  }

  @Test
  void tooFewRowsFailAtOnce() {
    peers.reset(parquet(SyntheticRows.of(200, 8, 53)));

    UUID request = UUID.randomUUID();
    send(request, Cause.MANUAL);

    JsonPath job = finished(request, "failed");
    assertEquals("bad-data", job.getString("failure"));
    assertFalse(job.getBoolean("failureIsTemporary"));
    assertEquals(1, job.getInt("attempts"));
    assertEquals(200, job.getInt("rows"));
    assertEquals(
        "the data set has 200 rows; training needs at least 500", job.getString("message"));
  }

  /// A process that was killed left the beginning of an attempt behind, once more than is allowed.
  @Test
  void aJobThatEndedItsProcessTooOftenFailsAndTheNextOneRuns() throws SQLException {
    UUID deadly = UUID.randomUUID();
    UUID next = UUID.randomUUID();
    try (Connection database = platform.jdbc();
        PreparedStatement insert =
            database.prepareStatement(
                """
                insert into retraining.job (id, tenant, model, cause, explanation, from_at, to_at,
                  requested_by, requested_at, created_at, state, state_since, percent, message,
                  attempts, crashes, begun_at)
                values (?, 'default', 'payment-30d', 'MANUAL', '', '2026-01-01Z', '2026-05-01Z',
                  'tester', now(), now() - interval '1 day', 'TRAINING', now(), 20, '', 2, 2, now())
                """)) {
      insert.setObject(1, deadly);
      insert.executeUpdate();
    }

    send(next, Cause.MANUAL);

    JsonPath failed = finished(deadly, "failed");
    assertEquals("crashed", failed.getString("failure"));
    assertEquals(3, failed.getInt("crashes"));
    assertTrue(
        failed.getString("message").startsWith("3 attempts ended the process"),
        failed.getString("message"));
    assertEquals(0, finished(next, "done").getInt("crashes"));
  }

  @Test
  void anEventThatTheLifecycleRefusesChangesNothing() {
    peers.reset(parquet(SyntheticRows.of(200, 8, 54)));
    UUID request = UUID.randomUUID();
    send(request, Cause.MANUAL);
    JsonPath failed = finished(request, "failed");

    Lease lease = leases.tryTake("test").orElseThrow();
    JobWriter writer = log.writer(lease, () -> true);
    var refused =
        assertThrows(
            RefusedTransitionException.class,
            () ->
                writer.apply(request, JobEvent.EXPORT_STARTED, "too late", job -> job.version = 9));
    assertThrows(
        RefusedTransitionException.class,
        () -> writer.postpone(request, Duration.ofSeconds(1), "too late"));
    lease.close();
    assertThrows(LostLeaseException.class, () -> writer.change(request, job -> job.version = 9));

    assertEquals(
        "job "
            + request
            + " is failed, where export-started is refused; another process may have moved it",
        refused.getMessage());
    assertEquals(failed.getMap("$"), job(request).getMap("$"));
  }

  @Test
  void aChampionThatChangedMeanwhileIsComparedAgain() {
    peers.stale(1);

    UUID request = UUID.randomUUID();
    send(request, Cause.MANUAL);

    JsonPath job = finished(request, "done");
    assertEquals(
        2, job.<String>getList("history.state").stream().filter("training"::equals).count());
  }

  @Test
  void aPersonAsksOverRest() {
    String location =
        given()
            .auth()
            .oauth2(platform.tokenOf("dora", "default", "model-developer"))
            .contentType("application/json")
            .body(body("\"reason\": \"after the merger\""))
            .post("/v1/jobs")
            .then()
            .statusCode(202)
            .body("state", equalTo("queued"))
            .body("cause", equalTo("manual"))
            .body("requestedBy", equalTo("dora"))
            .extract()
            .header("Location");

    UUID id = UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
    assertEquals(List.of("after the merger"), finished(id, "done").getList("explanation"));
  }

  @Test
  void aTokenForAnotherPurposeIsRefused() {
    ForeignTokens.assertRefused(platform, "viewer", "/v1/jobs");
  }

  @Test
  void routesAskForATokenARoleAndATenant() {
    UUID request = UUID.randomUUID();
    send(request, Cause.MANUAL);
    finished(request, "done");
    given().get("/v1/jobs").then().statusCode(401).contentType("application/problem+json");
    given().get("/v1/jobs/" + request).then().statusCode(401);
    given().contentType("application/json").body(body("")).post("/v1/jobs").then().statusCode(401);
    given()
        .auth()
        .oauth2("no.such.token")
        .get("/v1/jobs")
        .then()
        .statusCode(401)
        .contentType("application/problem+json");
    given().auth().oauth2(platform.token("agent")).get("/v1/jobs").then().statusCode(403);
    given()
        .auth()
        .oauth2(platform.tokenWithoutTenant("viewer"))
        .get("/v1/jobs")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:quittance:problem:tenant-missing"));
    given()
        .auth()
        .oauth2(platform.token("viewer"))
        .contentType("application/json")
        .body(body(""))
        .post("/v1/jobs")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
    given()
        .auth()
        .oauth2(platform.tokenOf("eve", "other", "viewer"))
        .get("/v1/jobs/" + request)
        .then()
        .statusCode(404)
        .body("type", endsWith("job-not-found"));
    given()
        .auth()
        .oauth2(platform.tokenOf("eve", "other", "viewer"))
        .get("/v1/jobs")
        .then()
        .statusCode(200)
        .body("total", equalTo(0));
    given()
        .auth()
        .oauth2(platform.token("auditor"))
        .get("/v1/jobs?size=1")
        .then()
        .statusCode(200)
        .body("items.size()", equalTo(1))
        .body("total", greaterThanOrEqualTo(1));
  }

  @Test
  void badRequestsAreProblems() {
    for (String bad :
        List.of(
            "{}",
            body("\"colour\": 1"),
            "{\"model\": \"payment-30d\", \"from\": \"2026-05-01T00:00:00Z\", \"to\": \"2026-01-01T00:00:00Z\"}",
            "{\"model\": \"../etc\", \"from\": \"2026-01-01T00:00:00Z\", \"to\": \"2026-05-01T00:00:00Z\"}",
            body("\"cause\": \"drift\""),
            "not json")) {
      given()
          .auth()
          .oauth2(platform.token("model-developer"))
          .contentType("application/json")
          .body(bad)
          .post("/v1/jobs")
          .then()
          .statusCode(400)
          .contentType("application/problem+json");
    }
    given()
        .auth()
        .oauth2(platform.token("viewer"))
        .get("/v1/jobs/not-a-uuid")
        .then()
        .statusCode(404);
    given().auth().oauth2(platform.token("viewer")).get("/v1/jobs?size=0").then().statusCode(400);
  }

  private static String body(String more) {
    return "{\"model\": \"payment-30d\", \"from\": \"2026-01-01T00:00:00Z\", \"to\": \"2026-05-01T00:00:00Z\""
        + (more.isEmpty() ? "" : ", " + more)
        + "}";
  }

  private void send(UUID request, Cause cause) {
    new TrainingRequests(platform).send(request, cause);
  }

  private JsonPath finished(UUID id, String state) {
    await().atMost(PATIENCE).until(() -> isFinal(id));
    JsonPath job = job(id);
    assertEquals(state, job.getString("state"), job.getString("message"));
    return job;
  }

  private boolean isFinal(UUID id) {
    var response =
        given().auth().oauth2(platform.token("viewer")).get("/v1/jobs/" + id).thenReturn();
    return response.statusCode() == 200
        && List.of("done", "failed", "rejected").contains(response.jsonPath().getString("state"));
  }

  private JsonPath job(UUID id) {
    return given().auth().oauth2(platform.token("viewer")).get("/v1/jobs/" + id).jsonPath();
  }

  private int total() {
    return given()
        .auth()
        .oauth2(platform.token("viewer"))
        .get("/v1/jobs")
        .jsonPath()
        .getInt("total");
  }

  private String evidence(JsonNode registration) {
    return new String(
        peers.artifact(registration.get("evidenceSha256").asText()), StandardCharsets.UTF_8);
  }

  private byte[] parquet(LabelledRows rows) {
    return ParquetFiles.bytes(rows, directory);
  }
}
