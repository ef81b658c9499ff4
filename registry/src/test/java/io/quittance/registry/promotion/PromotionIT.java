package io.quittance.registry.promotion;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.registry.RegistryApi;
import io.quittance.registry.TestBundles;
import io.quittance.registry.TestEvidence;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.TestTopics;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@SuppressWarnings("NullAway.Init") // injected by the resource
final class PromotionIT {

  QuittanceTestResource platform;

  @Test
  void aVersionServesOnlyAfterGateAndApprovalAndEverybodyIsTold() {
    RegistryApi api = new RegistryApi(platform, "life");
    byte[] evidence = TestEvidence.csv(TestEvidence.of(2000, 1, 0.1, null));
    Map<String, Object> body = api.registration(TestBundles.valid(1), evidence, null);
    Instant before = Instant.now();
    api.register(body)
        .then()
        .statusCode(201)
        .body("state", equalTo("validated"))
        .body("version", equalTo(1))
        .body("gate.verdict", equalTo("better"))
        .body("gate.passed", equalTo(true))
        .body("gate.rows", equalTo(2000))
        .body("gate.championAuc", nullValue());

    // Nobody has approved
    api.promote(1)
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:quittance:problem:approval-missing"))
        .body("required", equalTo(1));
    api.get("champion").then().statusCode(404).body("type", problem("no-champion"));
    // The trainer, who may approve others, approves the own version
    api.approve(api.as(RegistryApi.TRAINER, "model-developer", "model-approver"), 1)
        .then()
        .statusCode(409)
        .body("type", problem("self-approval"));
    // Another person approves, twice
    api.approve(api.approver(), 1).then().statusCode(201).body("approvals", equalTo(1));
    api.approve(api.approver(), 1).then().statusCode(409).body("type", problem("already-approved"));
    Response promoted = api.promote(1);

    promoted.then().statusCode(201).body("state", equalTo("champion")).body("revision", equalTo(1));
    String at = promoted.path("at");
    api.get("champion").then().statusCode(200).body("version", equalTo(1));
    api.get("champion?at=" + at).then().statusCode(200).body("version", equalTo(1));
    api.get("champion?at=" + before).then().statusCode(404);
    api.get("versions/1")
        .then()
        .body("aliases", equalTo(List.of("champion")))
        .body("lineage.runId", equalTo(TestBundles.RUN))
        .body("approvals", hasSize(1))
        .body("registeredBy", equalTo(RegistryApi.TRAINER));
    api.get("versions/1/history")
        .then()
        .body("items.event", equalTo(List.of("registered", "gate-passed", "promoted")))
        .body("items.by", equalTo(List.of("trainer", "trainer", "operator")));
    ConsumerRecord<String, byte[]> record = events("life", 1).getFirst();
    ModelLifecycleChanged event = EventCodec.read(record.value(), ModelLifecycleChanged.class);
    assertEquals("life/payment-30d", record.key());
    assertEquals(EventTypes.MODEL_LIFECYCLE_CHANGED, TestTopics.header(record, "ce_type"));
    assertEquals("life/payment-30d/" + event.order(), TestTopics.header(record, "ce_id"));
    assertEquals(1, event.champion().orElseThrow().version());
    assertEquals(body.get("artifactSha256"), event.champion().orElseThrow().artifactSha256());
  }

  @Test
  void whoAskedForATrainingDoesNotApproveItsModel() {
    RegistryApi api = new RegistryApi(platform, "asked");
    byte[] evidence = TestEvidence.csv(TestEvidence.of(2000, 11, 0.1, null));
    api.register(api.registration(TestBundles.askedForBy("rita", 11), evidence, null))
        .then()
        .statusCode(201);

    api.approve(api.as("rita", "model-approver"), 1)
        .then()
        .statusCode(409)
        .body("type", problem("self-approval"))
        .body(
            "detail",
            equalTo("You asked for the training of this version; another person must approve it"));
    api.approve(api.approver(), 1).then().statusCode(201);

    api.get("versions/1")
        .then()
        .body("requestedBy", equalTo("rita"))
        .body("evaluatedBy", equalTo(RegistryApi.TRAINER))
        .body("requiredApprovals", equalTo(1));
  }

  /// As one that was registered before the requester was recorded, or trained by a command of an
  /// earlier version.
  @Test
  void aVersionWhoseRequesterNobodyKnowsNeedsASecondPerson() {
    RegistryApi api = new RegistryApi(platform, "unasked");
    byte[] evidence = TestEvidence.csv(TestEvidence.of(2000, 12, 0.1, null));
    Map<String, Object> body =
        api.registration(TestBundles.askedForBy("command line", 12), evidence, null);
    api.register(body).then().statusCode(201);
    api.approve(api.approver(), 1).then().statusCode(201).body("required", equalTo(2));

    api.promote(1)
        .then()
        .statusCode(409)
        .body("type", problem("approval-missing"))
        .body("approvals", equalTo(1))
        .body("required", equalTo(2));
    api.approve(api.as("second", "model-approver"), 1).then().statusCode(201);
    api.promote(1).then().statusCode(201);
  }

  @Test
  void aVersionWithoutARequesterGetsTheOneOfItsBundleWhenItIsSentAgain() throws SQLException {
    RegistryApi api = new RegistryApi(platform, "before");
    byte[] evidence = TestEvidence.csv(TestEvidence.of(2000, 13, 0.1, null));
    Map<String, Object> body = api.registration(TestBundles.askedForBy("rita", 13), evidence, null);
    api.register(body).then().statusCode(201);
    try (Connection connection = platform.jdbc();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "update registry.model_version set requested_by = null where artifact_sha256 = '"
              + body.get("artifactSha256")
              + "'");
    }
    api.approve(api.as("rita", "model-approver"), 1).then().statusCode(201);
    api.promote(1).then().statusCode(409).body("type", problem("approval-missing"));

    api.register(body).then().statusCode(200);

    api.get("versions/1").then().body("requestedBy", equalTo("rita"));
    api.promote(1).then().statusCode(409).body("approvals", equalTo(0));
    api.approve(api.approver(), 1).then().statusCode(201);
    api.promote(1).then().statusCode(201);
  }

  @Test
  void aTokenThatNamesNoTenantIsRefused() {
    given()
        .auth()
        .oauth2(platform.tokenWithoutTenant("viewer"))
        .get("/v1/models/payment-30d/versions/1")
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("type", problem("tenant-missing"));
  }

  @Test
  void aRegistrationSentTwiceIsOneRegistration() {
    RegistryApi api = new RegistryApi(platform, "twice");
    byte[] evidence = TestEvidence.csv(TestEvidence.of(500, 2, 0.1, null));
    Map<String, Object> body = api.registration(TestBundles.valid(2), evidence, null);

    Response first = api.register(body);
    Response second = api.register(body);

    first.then().statusCode(201);
    second.then().statusCode(200);
    assertEquals(first.asString(), second.asString());
    api.get("versions").then().body("total", equalTo(1)).body("items", hasSize(1));
    Map<String, Object> other =
        api.registration(
            TestBundles.valid(2), TestEvidence.csv(TestEvidence.of(500, 3, 0.1, null)), null);
    api.register(other)
        .then()
        .statusCode(409)
        .body("type", problem("already-registered"))
        .body("version", equalTo(1));
  }

  @Test
  void aWorseCandidateIsRejectedForGood() {
    RegistryApi api = new RegistryApi(platform, "worse");
    api.champion(4, null);
    byte[] evidence = TestEvidence.csv(TestEvidence.of(2000, 5, 2.0, 0.1));

    api.register(api.registration(TestBundles.valid(5), evidence, 1))
        .then()
        .statusCode(201)
        .body("state", equalTo("rejected"))
        .body("gate.verdict", equalTo("worse"))
        .body("gate.comparedWith", equalTo(1));

    api.approve(api.approver(), 2)
        .then()
        .statusCode(409)
        .body("type", problem("invalid-transition"))
        .body("state", equalTo("rejected"));
    api.promote(2).then().statusCode(409).body("type", problem("invalid-transition"));
  }

  @Test
  void aComparisonWithAnythingButTheChampionOfNowIsStale() {
    RegistryApi api = new RegistryApi(platform, "stale");
    byte[] alone = TestEvidence.csv(TestEvidence.of(500, 6, 0.1, null));
    byte[] paired = TestEvidence.csv(TestEvidence.of(2000, 7, 0.1, 2.0));
    api.champion(6, null);
    int second = api.registerGood(7, 1);
    int third = api.registerGood(8, 1);
    api.approve(api.approver(), second).then().statusCode(201);
    api.approve(api.approver(), third).then().statusCode(201);
    api.promote(second).then().statusCode(201).body("previous", equalTo(1));

    api.register(api.registration(TestBundles.valid(9), alone, null))
        .then()
        .statusCode(409)
        .body("type", problem("stale"))
        .body("champion", equalTo(2));
    api.promote(third).then().statusCode(409).body("type", problem("stale"));
    api.post(
            api.trainer(),
            "versions/3/evaluations",
            Map.of("evidenceSha256", api.put(paired), "comparedWith", 2))
        .then()
        .statusCode(201)
        .body("gate.comparedWith", equalTo(2));
    api.promote(third).then().statusCode(409).body("type", problem("approval-missing"));
    api.approve(api.approver(), third).then().statusCode(201);
    api.promote(third).then().statusCode(201).body("previous", equalTo(2));
    api.get("versions?state=retired").then().body("items.version", equalTo(List.of(2, 1)));
  }

  @Test
  void rollingBackGoesBackPromotionByPromotion() {
    RegistryApi api = new RegistryApi(platform, "back");
    api.champion(10, null);
    api.champion(11, 1);
    api.champion(12, 2);

    Response once = api.post(api.operator(), "rollbacks", Map.of("reason", "complaints"));
    Response twice = api.post(api.approver(), "rollbacks", Map.of());
    Response thrice = api.post(api.operator(), "rollbacks", Map.of());

    once.then().statusCode(201).body("version", equalTo(2)).body("previous", equalTo(3));
    twice.then().statusCode(201).body("version", equalTo(1)).body("previous", equalTo(2));
    thrice.then().statusCode(409).body("type", problem("no-previous-champion"));
    api.get("champion?at=" + once.path("at")).then().body("version", equalTo(2));
    api.get("versions/3/history")
        .then()
        .body("items.event[-1]", equalTo("rolled-back"))
        .body("items.reason[-1]", equalTo("complaints"));
    List<Integer> champions =
        events("back", 5).stream()
            .map(r -> EventCodec.read(r.value(), ModelLifecycleChanged.class))
            .map(e -> e.champion().orElseThrow().version())
            .toList();
    assertEquals(List.of(1, 2, 3, 2, 1), champions);
  }

  @Test
  void ofTwoPromotionsAtTheSameTimeExactlyOneWins() throws Exception {
    RegistryApi api = new RegistryApi(platform, "race");
    api.champion(20, null);
    int champion = 1;
    for (int round = 0; round < 5; round++) {
      int left = api.registerGood(30 + 2L * round, champion);
      int right = api.registerGood(31 + 2L * round, champion);
      api.approve(api.approver(), left).then().statusCode(201);
      api.approve(api.approver(), right).then().statusCode(201);

      List<Integer> statuses = atOnce(() -> api.promote(left), () -> api.promote(right));

      assertEquals(List.of(201, 409), statuses);
      champion = api.get("champion").path("version");
      assertTrue(champion == left || champion == right);
    }
    api.get("versions?state=champion").then().body("total", equalTo(1));
  }

  @Test
  void shadowAndChallengerComeAndGo() {
    RegistryApi api = new RegistryApi(platform, "alias");
    api.champion(50, null);
    api.registerGood(51, 1);
    api.registerGood(52, 1);

    put(api, "shadow", 2).then().statusCode(200).body("alias", equalTo("shadow"));
    put(api, "challenger", 3).then().statusCode(409).body("type", problem("approval-missing"));
    api.approve(api.approver(), 3).then().statusCode(201);
    put(api, "challenger", 3).then().statusCode(200);
    put(api, "shadow", 3).then().statusCode(409).body("type", problem("invalid-transition"));
    put(api, "champion", 3).then().statusCode(400).body("type", problem("invalid-request"));
    api.operator().delete(RegistryApi.path("aliases/shadow")).then().statusCode(204);
    api.operator().delete(RegistryApi.path("aliases/shadow")).then().statusCode(404);
    api.promote(3).then().statusCode(201);

    List<Map<Alias, Integer>> told =
        events("alias", 5).stream()
            .map(r -> EventCodec.read(r.value(), ModelLifecycleChanged.class))
            .map(PromotionIT::versions)
            .toList();
    assertEquals(
        List.of(
            Map.of(Alias.CHAMPION, 1),
            Map.of(Alias.CHAMPION, 1, Alias.SHADOW, 2),
            Map.of(Alias.CHAMPION, 1, Alias.SHADOW, 2, Alias.CHALLENGER, 3),
            Map.of(Alias.CHAMPION, 1, Alias.CHALLENGER, 3),
            Map.of(Alias.CHAMPION, 3)),
        told);
    api.get("versions/2").then().body("state", equalTo("validated"));
  }

  @Test
  void aPersonsNoIsFinal() {
    RegistryApi api = new RegistryApi(platform, "no");
    api.registerGood(60, null);

    api.post(api.approver(), "versions/1/rejections", Map.of("reason", "unfair to tenants"))
        .then()
        .statusCode(200)
        .body("state", equalTo("rejected"));

    api.approve(api.approver(), 1).then().statusCode(409);
    api.post(api.approver(), "versions/1/rejections", Map.of()).then().statusCode(400);
  }

  private List<ConsumerRecord<String, byte[]>> events(String tenant, int count) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .until(
            () ->
                platform.topics().records("model-lifecycle").stream()
                    .filter(record -> record.key().startsWith(tenant + "/"))
                    .toList(),
            records -> records.size() == count);
  }

  private static Map<Alias, Integer> versions(ModelLifecycleChanged event) {
    return event.aliases().entrySet().stream()
        .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, e -> e.getValue().version()));
  }

  private static Response put(RegistryApi api, String alias, int version) {
    return api.operator()
        .contentType("application/json")
        .body(Map.of("version", version))
        .put(RegistryApi.path("aliases/" + alias));
  }

  private static List<Integer> atOnce(Callable<Response> left, Callable<Response> right)
      throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Response>> answers = threads.invokeAll(List.of(left, right));
      return Stream.of(answers.get(0).get().statusCode(), answers.get(1).get().statusCode())
          .sorted()
          .toList();
    }
  }

  private static org.hamcrest.Matcher<String> problem(String slug) {
    return equalTo("urn:quittance:problem:" + slug);
  }
}
