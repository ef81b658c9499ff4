package io.quittance.feedback.drift;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quittance.core.bundle.ExplanationMethod;
import io.quittance.core.bundle.GoldenRows;
import io.quittance.core.bundle.Manifest;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.bundle.ModelInputs;
import io.quittance.core.bundle.Provenance;
import io.quittance.core.bundle.TrainingRun;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.LifecycleSignature;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.RetrainingRequested;
import io.quittance.core.event.RetrainingRequested.Cause;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.Tree;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.model.DriftReference;
import io.quittance.core.model.FeatureVersion;
import io.quittance.core.onnx.write.OnnxForestWriter;
import io.quittance.feedback.FeedbackProfile;
import io.quittance.feedback.RegistryStub;
import io.quittance.feedback.Scene;
import io.quittance.testkit.QuittanceTestResource;
import io.restassured.path.json.JsonPath;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(FeedbackProfile.class)
@SuppressWarnings("NullAway.Init")
class LearningLoopIT {

  private static final Instant START = Instant.parse("2026-01-01T06:00:00Z");
  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final List<String> FEATURES =
      List.of("balance", "days_past_due", "paid_90d", "action_channel");

  QuittanceTestResource platform;
  RegistryStub registry;

  private final Random random = new Random(5);

  @Test
  void withoutAChampionMatureLabelsAskForAFirstModelOnce() throws SQLException {
    Scene scene = new Scene(platform, "cold");
    for (int i = 0; i < 150; i++) {
      scene.publish(scene.degraded("acc-" + i, START.plusSeconds(i)));
      if (i % 3 == 0) {
        scene.publish(START.plus(Duration.ofDays(3)), scene.payment("acc-" + i, 9_000));
      }
    }
    scene.publish(START.plus(Duration.ofDays(40)), scene.payment("acc-0", 1));
    scene.flush();

    RetrainingRequested request = awaitRequest("cold");

    assertEquals(Cause.COLD_START, request.cause());
    assertEquals(START, request.from());
    assertEquals(START.plus(Duration.ofDays(10)), request.to());
    assertEquals(150, request.labels());
    assertEquals("fire", get("cold", "/v1/triggers").getString("items[0].result"));
    scene.publish(START.plus(Duration.ofDays(45)), scene.payment("acc-0", 1));
    scene.flush();
    await()
        .atMost(WAIT)
        .until(() -> "wait".equals(get("cold", "/v1/triggers").getString("items[0].result")));
    assertEquals(1, requests("cold").size());
    get("cold", "/v1/drift");
    given()
        .auth()
        .oauth2(platform.tokenOf("tester", "cold", "viewer"))
        .get("/v1/drift")
        .then()
        .body("state", equalTo("no-champion"));
  }

  @Test
  void aShiftIsFoundAndAModelOfTheNewWorldAskedFor() throws SQLException {
    Scene scene = new Scene(platform, "shift");
    promote("shift");
    await()
        .atMost(WAIT)
        .until(() -> "insufficient".equals(get("shift", "/v1/drift").getString("state")));
    publishDays(scene, 0, 30, 0);
    await()
        .atMost(WAIT)
        .untilAsserted(() -> assertEquals("stable", get("shift", "/v1/drift").getString("state")));

    publishDays(scene, 30, 50, 3);
    await()
        .atMost(WAIT)
        .untilAsserted(
            () -> assertEquals("drifting", get("shift", "/v1/drift").getString("state")));
    float distance = get("shift", "/v1/drift").getFloat("features[0].jensenShannon");
    assertTrue(distance > 0.3 && distance <= Math.sqrt(Math.log(2)), Float.toString(distance));
    Instant onset = Instant.parse(get("shift", "/v1/drift").getString("onset"));
    assertTrue(onset.isAfter(START.plus(Duration.ofDays(29))), onset.toString());
    assertTrue(onset.isBefore(START.plus(Duration.ofDays(45))), onset.toString());
    assertEquals(0, requests("shift").size());
    publishDays(scene, 50, 90, 3);

    RetrainingRequested request = awaitRequest("shift");

    assertEquals(Cause.DRIFT, request.cause());
    assertEquals(onset, request.from());
    assertTrue(request.labels() >= 50);
    assertPerformance(scene);
  }

  /// The endpoint's log loss and AUC against their definitions, pair by pair.
  private void assertPerformance(Scene scene) throws SQLException {
    List<Double> paid = new ArrayList<>();
    List<Double> unpaid = new ArrayList<>();
    scene.query(
        "select probability, label from feedback.decision where tenant = ?"
            + " and label_state = 'matured'",
        row -> (row.getInt(2) == 1 ? paid : unpaid).add(row.getDouble(1)));
    double loss = 0;
    double wins = 0;
    for (double p : paid) {
      loss -= Math.log(p);
      for (double q : unpaid) {
        wins += p > q ? 1 : p == q ? 0.5 : 0;
      }
    }
    for (double q : unpaid) {
      loss -= Math.log(1 - q);
    }
    JsonPath report = get("shift", "/v1/performance");
    assertEquals(paid.size() + unpaid.size(), report.getInt("versions[0].labels"));
    assertEquals(paid.size(), report.getInt("versions[0].positives"));
    assertEquals(
        loss / (paid.size() + unpaid.size()), report.getDouble("versions[0].logLoss"), 1e-6);
    assertEquals(wins / paid.size() / unpaid.size(), report.getDouble("versions[0].auc"), 1e-6);
  }

  private void publishDays(Scene scene, int from, int to, double shift) {
    for (int day = from; day < to; day++) {
      Instant at = START.plus(Duration.ofDays(day));
      for (int i = 0; i < 20; i++) {
        float[] row = row(shift);
        String account = "acc-" + day + "-" + i;
        scene.publish(
            scene.decision(
                account,
                at.plusSeconds(i),
                EventTypes.UPDATED,
                10_000,
                1,
                0.1 + 0.8 * random.nextDouble(),
                Map.of("balance", row[0], "days_past_due", row[1], "paid_90d", row[2])));
        if (i % 4 == 0) {
          scene.publish(at.plus(Duration.ofHours(5)), scene.payment(account, 900));
        }
      }
    }
    scene.flush();
  }

  private float[] row(double shift) {
    return new float[] {
      (float) (random.nextGaussian() + shift),
      (float) (random.nextGaussian() + shift),
      (float) (random.nextGaussian() + shift),
      0
    };
  }

  /// Somebody deletes the champion by a record of their own, while compaction has left nothing
  /// else.
  @Test
  void aForgedRecordIsNotBelievedAndTheRegistryIsAsked() {
    registry.answer(
        LifecycleSignature.sign(
            champion("forged", registry.put(bundle())), platform.lifecycleKey()));
    ModelLifecycleChanged none =
        new ModelLifecycleChanged("forged", "payment-30d", 9, START, Map.of(), null);

    platform
        .topics()
        .send("model-lifecycle", "forged/payment-30d", Map.of(), EventCodec.write(none));

    await()
        .atMost(WAIT)
        .until(() -> "insufficient".equals(get("forged", "/v1/drift").getString("state")));
    registry.answer(null);
  }

  private void promote(String tenant) {
    platform.publish(champion(tenant, registry.put(bundle())));
  }

  private static ModelLifecycleChanged champion(String tenant, String digest) {
    return new ModelLifecycleChanged(
        tenant,
        "payment-30d",
        1,
        Instant.parse("2026-10-01T00:00:00Z"),
        Map.of(
            ModelLifecycleChanged.Alias.CHAMPION, new ModelLifecycleChanged.VersionRef(1, digest)),
        null);
  }

  private byte[] bundle() {
    Tree tree =
        new Tree(
            new int[] {1, 0, 0},
            new float[] {0, 0, 0},
            new int[] {1, Tree.LEAF, Tree.LEAF},
            new int[] {2, Tree.LEAF, Tree.LEAF},
            new boolean[] {true, false, false},
            new float[] {0, 0.5f, -0.5f},
            new double[] {100, 50, 50});
    TreeEnsemble ensemble = new TreeEnsemble(FEATURES.size(), 0, List.of(tree));
    float[][] rows = new float[2_000][];
    double[] probabilities = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(0);
      probabilities[i] = 0.1 + 0.8 * random.nextDouble();
    }
    FlatForest forest = FlatForest.compile(ensemble, Calibration.IDENTITY);
    Manifest manifest =
        new Manifest(
            "payment-30d",
            null,
            new ModelInputs(
                FEATURES.stream().map(name -> new FeatureVersion(name, 1)).toList(), Map.of()),
            new Provenance(
                new TrainingRun(
                    "run-1",
                    "tester",
                    START,
                    rows.length,
                    START.minus(Duration.ofDays(60)),
                    START.minus(Duration.ofDays(1))),
                "c".repeat(64),
                START,
                "0.1.0",
                "test"),
            "xgboost",
            Calibration.IDENTITY,
            ExplanationMethod.TREES,
            Map.of("auc", 0.5),
            Map.of());
    return new ModelBundle(
            manifest,
            OnnxForestWriter.write(ensemble, Calibration.IDENTITY),
            DriftReference.of(FEATURES, Set.of("action_channel"), rows, probabilities),
            "# card",
            GoldenRows.of(forest, java.util.Arrays.copyOf(rows, 10)))
        .write();
  }

  private RetrainingRequested awaitRequest(String tenant) {
    await().atMost(WAIT).until(() -> !requests(tenant).isEmpty());
    return Objects.requireNonNull(requests(tenant).getFirst());
  }

  private List<RetrainingRequested> requests(String tenant) {
    return platform.topics().records("retraining-requests").stream()
        .map(record -> EventCodec.read(record.value(), RetrainingRequested.class))
        .filter(request -> request.tenant().equals(tenant))
        .toList();
  }

  private JsonPath get(String tenant, String path) {
    return given()
        .auth()
        .oauth2(platform.tokenOf("tester", tenant, "viewer"))
        .get(path)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }
}
