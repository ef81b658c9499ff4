package io.quittance.scoring.explanation;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.effect.SampleEffects;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.explain.EffectWords;
import io.quittance.core.feature.FeatureVector;
import io.quittance.core.text.Sha256;
import io.quittance.core.vocabulary.Action;
import io.quittance.scoring.Bundles;
import io.quittance.scoring.Events;
import io.quittance.scoring.Platform;
import io.quittance.scoring.RegistryStub;
import io.quittance.scoring.ScoringConfig.OnnxRuntimeMode;
import io.quittance.scoring.champion.ServingModels;
import io.quittance.scoring.champion.TestChampions;
import io.quittance.scoring.inference.ModelLoader;
import io.quittance.scoring.inference.ScoringModel;
import io.quittance.testkit.QuittanceTestResource;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Decisions are explained by the models that made them, also after others took over.
@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@QuarkusTestResource(RegistryStub.class)
@SuppressWarnings("NullAway.Init") // injected
final class ExplanationIT {

  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");
  private static final String TENANT = "explained";

  QuittanceTestResource surroundings;
  RegistryStub registry;
  @Inject ServingModels serving;

  /// @param seed of no other test: the stub and the files of the process keep what others put there
  private ScoringModel serve(long seed, int version, boolean kept) {
    byte[] bundle = Bundles.forest(seed, 20, 4);
    String sha256 = kept ? registry.put(bundle) : Sha256.hex(bundle);
    ScoringModel model =
        new ModelLoader(OnnxRuntimeMode.OFF).load(bundle, "payment-30d", version, sha256);
    TestChampions.serve(serving, TENANT, model);
    return model;
  }

  private DecisionMade decide(String tenant, String account) {
    AccountEvent.Placed placed = Events.placed(account, "p-" + account, TIME);
    Envelope envelope = Events.envelope(tenant, "e-" + account, TIME, placed);
    Events.send(surroundings.topics(), envelope, placed);
    return new Platform(surroundings).awaitDecision(envelope.identity());
  }

  private Response explain(String tenant, UUID decision, String query) {
    return given()
        .auth()
        .oauth2(surroundings.tokenOf("somebody", tenant, "auditor"))
        .get("/v1/decisions/" + decision + "/explanation" + query);
  }

  private static void assertExplains(
      Response answer, DecisionMade decision, ScoringModel model, Action action)
      throws IOException {
    assertEquals(200, answer.statusCode(), answer.asString());
    JsonNode said = new ObjectMapper().readTree(answer.asString());
    double margin = model.predict(FeatureVector.of(decision.features())).margin(action);
    assertEquals(margin, said.path("margin").asDouble());
    assertEquals(action.wireName(), said.path("action").asText());
    assertEquals(model.used().version(), said.at("/model/version").asInt());
    assertTrue(said.path("reproduced").asBoolean(), said.toString());
    assertEquals(model.featureNames().size(), said.path("contributions").size());
    double sum = said.path("baseValue").asDouble();
    double last = Double.POSITIVE_INFINITY;
    for (JsonNode contribution : said.path("contributions")) {
      double size = Math.abs(contribution.path("contribution").asDouble());
      assertTrue(size <= last, said.toString());
      last = size;
      sum += contribution.path("contribution").asDouble();
    }
    assertEquals(margin, sum, 1e-6);
    assertEquals(Action.values().length, said.path("actions").size());
  }

  @Test
  void whatTheDecisionExpectedOfItsContactIsToldInWords() throws IOException {
    byte[] bundle =
        Bundles.withEffects(9_131, SampleEffects.of(f -> f.equals("letter") ? 3.0 : -3.0, 0.9));
    String sha256 = registry.put(bundle);
    TestChampions.serve(
        serving,
        "expected",
        new ModelLoader(OnnxRuntimeMode.OFF).load(bundle, "payment-30d", 31, sha256));

    DecisionMade decision = decide("expected", "x-31");

    String effect =
        new ObjectMapper()
            .readTree(explain("expected", decision.decisionId(), "").asString())
            .path("effect")
            .asText();
    assertTrue(effect.startsWith("Of 1"), effect);
    assertEquals(EffectWords.of(decision).orElseThrow(), effect);
  }

  @Test
  void aDecisionIsExplainedByTheModelThatMadeIt() throws IOException {
    ScoringModel first = serve(9_101, 1, true);
    DecisionMade decision = decide(TENANT, "x-1");
    assertNotNull(decision.answer());
    Action action = decision.recommended().action();

    assertExplains(explain(TENANT, decision.decisionId(), ""), decision, first, action);

    ScoringModel second = serve(9_102, 2, true);
    DecisionMade later = decide(TENANT, "x-2");
    assertExplains(explain(TENANT, decision.decisionId(), ""), decision, first, action);
    assertExplains(explain(TENANT, later.decisionId(), "?action=call"), later, second, Action.CALL);
  }

  @Test
  void whatCannotBeExplainedSaysWhy() {
    serve(9_103, 3, false);
    DecisionMade gone = decide(TENANT, "x-3");
    serve(9_104, 4, true);
    DecisionMade byRules = decide("explained-none", "x-4");

    explain(TENANT, gone.decisionId(), "")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:quittance:problem:model-not-kept"));
    explain("explained-none", byRules.decisionId(), "")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:quittance:problem:decided-by-rules"));
    explain(TENANT, byRules.decisionId(), "").then().statusCode(404);
    explain(TENANT, gone.decisionId(), "?action=visit")
        .then()
        .statusCode(400)
        .body("detail", equalTo("action must be one of no-contact, letter, email, sms, call"));
  }
}
