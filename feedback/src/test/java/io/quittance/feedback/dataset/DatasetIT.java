package io.quittance.feedback.dataset;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventTypes;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.feedback.FeedbackProfile;
import io.quittance.feedback.Scene;
import io.quittance.testkit.QuittanceTestResource;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(FeedbackProfile.class)
@SuppressWarnings("NullAway.Init")
class DatasetIT {

  private static final Instant START = Instant.parse("2026-01-01T06:00:00Z");
  private static final Duration WAIT = Duration.ofSeconds(60);

  QuittanceTestResource platform;

  @TempDir Path directory = Path.of("");

  private RequestSpecification developer(String tenant) {
    return given()
        .auth()
        .oauth2(platform.tokenOf("tester", tenant, "model-developer"))
        .contentType("application/json");
  }

  @Test
  void theFileHoldsTheLabelledDecisionsRowByRow() throws Exception {
    Scene scene = new Scene(platform, "dataset");
    Random random = new Random(3);
    List<DecisionMade> decisions = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      boolean degraded = random.nextInt(4) == 0;
      Map<String, Float> features =
          random.nextBoolean()
              ? Map.of("balance", random.nextFloat() * 1_000, "attempts_7d", 2f)
              : Map.of("days_past_due", (float) random.nextInt(90));
      decisions.add(
          scene.decision(
              "acc-" + i % 50,
              START.plusSeconds(3_600L * random.nextInt(24 * 20)),
              EventTypes.UPDATED,
              50_000,
              degraded ? null : 2,
              degraded ? null : random.nextDouble(),
              features));
    }
    decisions.forEach(scene::publish);
    for (int i = 0; i < 50; i += 3) {
      scene.publish(START.plus(Duration.ofDays(12)), scene.payment("acc-" + i, 4_000));
    }
    scene.publish(START.plus(Duration.ofDays(90)), scene.payment("acc-99", 1));
    scene.flush();
    await()
        .atMost(WAIT)
        .until(
            () ->
                scene.count(
                        "select count(*) from feedback.decision where tenant = ?"
                            + " and label_state = 'matured'")
                    == 300);

    Path copy =
        new AskedDataset(platform, "dataset")
            .download(
                "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-02-01T00:00:00Z\"}",
                directory.resolve("copy.parquet"));

    compare(copy, decisions, scene);
  }

  private static void compare(Path file, List<DecisionMade> decisions, Scene scene)
      throws SQLException {
    Map<java.util.UUID, Scene.Stored> labels = scene.decisions();
    List<DecisionMade> ordered =
        decisions.stream()
            .sorted(
                Comparator.comparing(DecisionMade::decidedAt)
                    .thenComparing(decision -> decision.decisionId().toString()))
            .toList();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery("select * from '" + file + "'")) {
      for (DecisionMade decision : ordered) {
        assertTrue(rows.next());
        Scene.Stored stored = java.util.Objects.requireNonNull(labels.get(decision.decisionId()));
        assertEquals(decision.decisionId().toString(), rows.getString("decision_id"));
        assertEquals(decision.accountId(), rows.getString("account_id"));
        assertEquals(
            decision.decidedAt(), rows.getObject("decided_at", OffsetDateTime.class).toInstant());
        assertEquals(stored.label(), rows.getInt("label"));
        assertEquals("no-contact", rows.getString("action"));
        assertEquals(0.9, rows.getDouble("propensity"));
        assertEquals(50_000, rows.getLong("balance_minor"));
        assertEquals(decision.answer() == null, rows.getObject("model_version") == null);
        assertEquals(decision.degraded(), rows.getBoolean("degraded"));
        assertEquals(0f, rows.getFloat("f_action_channel"));
        for (String name : FeatureCatalogue.standard().versions().keySet()) {
          Float expected = decision.features().values().get(name);
          assertEquals(expected, rows.getObject("f_" + name), name);
        }
      }
      assertFalse(rows.next());
    }
  }

  @Test
  void badRequestsAreRefusedWithAProblem() {
    for (String body :
        List.of(
            "{\"from\":\"2026-01-01T00:00:00Z\"}",
            "{\"from\":\"2026-02-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}",
            "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-02-01T00:00:00Z\",\"maxRows\":0}",
            "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-02-01T00:00:00Z\",\"other\":1}",
            "{",
            "{\"from\":\"yesterday\",\"to\":\"2026-02-01T00:00:00Z\"}")) {
      developer("bad")
          .body(body)
          .post("/v1/datasets")
          .then()
          .statusCode(400)
          .contentType("application/problem+json");
    }
    developer("bad")
        .body(
            "{\"model\":\"other\",\"from\":\"2026-01-01T00:00:00Z\","
                + "\"to\":\"2026-02-01T00:00:00Z\"}")
        .post("/v1/datasets")
        .then()
        .statusCode(404);
  }

  @Test
  void anotherTenantSeesNothing() {
    String body = "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-02-01T00:00:00Z\"}";
    String id =
        developer("owner")
            .body(body)
            .post("/v1/datasets")
            .then()
            .statusCode(202)
            .extract()
            .path("id");

    developer("stranger")
        .get("/v1/datasets/" + id)
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:quittance:problem:dataset-not-found"));
    await()
        .atMost(WAIT)
        .until(
            () ->
                Integer.valueOf(0)
                    .equals(developer("owner").get("/v1/datasets/" + id).path("rows")));
  }
}
