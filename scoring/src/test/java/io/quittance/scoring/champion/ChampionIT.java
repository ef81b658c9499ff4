package io.quittance.scoring.champion;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.core.event.ModelLifecycleChanged.VersionRef;
import io.quittance.core.explain.Explanation;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.feature.FeatureVector;
import io.quittance.scoring.Bundles;
import io.quittance.scoring.Events;
import io.quittance.scoring.Platform;
import io.quittance.scoring.RegistryStub;
import io.quittance.scoring.ScoringConfig.OnnxRuntimeMode;
import io.quittance.scoring.inference.ModelLoader;
import io.quittance.scoring.inference.ScoringModel;
import io.quittance.testkit.QuittanceTestResource;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@QuarkusTestResource(RegistryStub.class)
@SuppressWarnings("NullAway.Init")
final class ChampionIT {

  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");
  private static final String TENANT = "acme";

  QuittanceTestResource surroundings;
  RegistryStub registry;
  @Inject MeterRegistry metrics;

  @Test
  void swapsToEachChampionAndKeepsTheOldOneWhenTheNewIsRefused() {
    byte[] first = Bundles.forest(1, 20, 4);
    String firstSha = registry.put(first);
    promote(1, 1, firstSha);
    awaitVersion(1);

    DecisionMade decision = decide("c-1", Events.placed("a-c1", "p-c1", TIME));
    assertFalse(decision.degraded());
    assertEquals(new DecisionMade.ModelUsed("payment-30d", 1, firstSha), answer(decision).model());
    replays(decision, new ModelLoader(OnnxRuntimeMode.OFF).load(first, "payment-30d", 1, firstSha));

    promote(2, 2, registry.put(Bundles.forest(2, 20, 4)));
    awaitVersion(2);
    assertEquals(2, version(decide("c-2", new AccountEvent.ReviewDue("a-c1"))));

    promote(3, 3, registry.put(new byte[] {1, 2, 3}));
    Awaitility.await()
        .atMost(Platform.PATIENCE)
        .until(
            () ->
                metrics.find("quittance.model.refused").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum()
                    == 1);
    assertEquals(2, version(decide("c-3", new AccountEvent.ReviewDue("a-c1"))));

    // The registry was restored from a backup: its revisions begin again
    promote(1_000L, 1, 1, firstSha);
    awaitVersion(1);
    assertTrue(
        Files.exists(surroundings.dataDirectory().resolve("bundles").resolve(firstSha + ".zip")));
  }

  /// One record that anybody who may write to the topic can put there.
  @Test
  void aForgedRecordServesNothingAndEndsNoPromotion() {
    String tenant = "forged";
    promote(tenant, 100L, 1, 1, registry.put(Bundles.forest(3, 20, 4)));
    awaitVersion(tenant, 1);
    ModelLifecycleChanged wanted =
        snapshot(tenant, 200L, 9, 666, registry.put(Bundles.forest(4, 20, 4)));
    String last =
        new String(EventCodec.write(wanted), UTF_8)
            .replace("\"revision\":9", "\"revision\":9223372036854775807");

    String key = tenant + "/payment-30d";
    surroundings.topics().send("model-lifecycle", key, Map.of(), last.getBytes(UTF_8));
    surroundings.topics().send("model-lifecycle", key, Map.of(), EventCodec.write(wanted));

    Awaitility.await()
        .atMost(Platform.PATIENCE)
        .until(
            () ->
                metrics
                        .get("quittance.lifecycle.refused")
                        .tag("reason", "unsigned")
                        .counter()
                        .count()
                    == 2);
    promote(tenant, 100L, 2, 2, registry.put(Bundles.forest(5, 20, 4)));
    awaitVersion(tenant, 2);
    assertFalse(cached(wanted));
  }

  private boolean cached(ModelLifecycleChanged snapshot) {
    String sha256 = snapshot.champion().orElseThrow().artifactSha256();
    return Files.exists(surroundings.dataDirectory().resolve("bundles").resolve(sha256 + ".zip"));
  }

  private static int version(DecisionMade decision) {
    return answer(decision).model().version();
  }

  private static DecisionMade.ModelAnswer answer(DecisionMade decision) {
    return Objects.requireNonNull(decision.answer());
  }

  /// The same numbers come from the stored features and a model loaded elsewhere.
  private static void replays(DecisionMade decision, ScoringModel model) {
    FeatureVector features = FeatureVector.of(decision.features());
    var action = decision.recommended().action();
    assertEquals(model.predict(features).probability(action), answer(decision).probability());
    Explanation explanation = model.explain(features, action).orElseThrow();
    DecisionMade.Attribution attribution = answer(decision).attribution();
    assertNotNull(attribution);
    assertEquals(explanation.baseValue(), attribution.baseValue());
    assertEquals(explanation.margin(), answer(decision).margin(), 1e-6);
    var reasons = attribution.reasons();
    Map<String, String> concepts = FeatureCatalogue.standard().concepts();
    for (DecisionMade.Reason reason : reasons) {
      double sum = 0;
      for (int i = 0; i < model.featureNames().size(); i++) {
        String concept = concepts.get(model.featureNames().get(i));
        sum +=
            Objects.equals(concept, concepts.get(reason.feature()))
                ? explanation.contributions()[i]
                : 0;
      }
      assertEquals(sum, reason.contribution());
    }
  }

  private DecisionMade decide(String id, AccountEvent event) {
    Envelope envelope = Events.envelope(TENANT, id, TIME, event);
    Events.send(surroundings.topics(), envelope, event);
    return new Platform(surroundings).awaitDecision(envelope.identity());
  }

  private void promote(long revision, int version, String sha256) {
    promote(null, revision, version, sha256);
  }

  private void promote(@Nullable Long incarnation, long revision, int version, String sha256) {
    promote(TENANT, incarnation, revision, version, sha256);
  }

  private void promote(
      String tenant, @Nullable Long incarnation, long revision, int version, String sha256) {
    surroundings.publish(snapshot(tenant, incarnation, revision, version, sha256));
  }

  private static ModelLifecycleChanged snapshot(
      String tenant, @Nullable Long incarnation, long revision, int version, String sha256) {
    return new ModelLifecycleChanged(
        tenant,
        "payment-30d",
        revision,
        TIME,
        Map.of(Alias.CHAMPION, new VersionRef(version, sha256)),
        incarnation);
  }

  private void awaitVersion(int version) {
    awaitVersion(TENANT, version);
  }

  private void awaitVersion(String tenant, int version) {
    String token = surroundings.tokenOf("somebody", tenant, "viewer");
    Awaitility.await()
        .atMost(Platform.PATIENCE)
        .untilAsserted(
            () ->
                given()
                    .auth()
                    .oauth2(token)
                    .get("/v1/model")
                    .then()
                    .statusCode(200)
                    .body("version", equalTo(version))
                    .body("engine", equalTo("flat-forest")));
  }
}
