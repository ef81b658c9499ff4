package io.quittance.registry.mlflow;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.registry.RegistryApi;
import io.quittance.registry.TestBundles;
import io.quittance.registry.TestEvidence;
import io.quittance.testkit.QuittanceTestResource;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/// Versions that come through MLflow, and our own as its clients see them.
@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@SuppressWarnings("NullAway.Init") // injected by the resource
final class ModelRegistryIT {

  private static final String MLFLOW = "/api/2.0/mlflow/";
  private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts";

  QuittanceTestResource platform;

  @Test
  void aBundleGoesFromALoggedModelThroughTheGateToTheChampion() {
    RegistryApi api = new RegistryApi(platform, "ml-loop");
    byte[] bundle = TestBundles.valid(11);
    String model = logged(api, Map.of("bundle.zip", bundle, "model.onnx", graph(bundle)));

    post(api, "registered-models/create", Map.of("name", TestBundles.MODEL)).then().statusCode(200);
    post(
            api,
            "model-versions/create",
            Map.of("name", TestBundles.MODEL, "source", "models:/" + model))
        .then()
        .statusCode(200)
        .body("model_version.status", equalTo("PENDING_REGISTRATION"))
        .body("model_version.version", equalTo("1"));
    settled(api, TestBundles.MODEL, 1).then().body("model_version.status", equalTo("READY"));
    api.get("versions/1")
        .then()
        .body("state", equalTo("candidate"))
        .body("registeredBy", equalTo("trainer"));

    String evidence = api.put(TestEvidence.csv(TestEvidence.of(2000, 11, 0.1, null)));
    api.post(
            api.as("evaluator", "model-developer"),
            "versions/1/evaluations",
            Map.of("evidenceSha256", evidence))
        .then()
        .statusCode(201)
        .body("state", equalTo("validated"));
    api.approve(api.as(RegistryApi.TRAINER, "model-approver"), 1)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:quittance:problem:self-approval"));
    api.approve(api.approver(), 1).then().statusCode(201);
    api.promote(1).then().statusCode(201);

    read(api, "registered-models/alias?name=" + TestBundles.MODEL + "&alias=champion")
        .then()
        .statusCode(200)
        .body("model_version.version", equalTo("1"))
        .body("model_version.aliases", equalTo(List.of("champion")));
    assertArrayEquals(
        graph(bundle),
        api.as("reader", "viewer")
            .get(FILES + "/registered/" + TestBundles.MODEL + "/1/model.onnx")
            .asByteArray());
  }

  @Test
  void aGraphAloneBecomesACandidateThatTheGateDoesNotJudge() {
    RegistryApi api = new RegistryApi(platform, "ml-graph");
    String model = logged(api, Map.of("model.onnx", graph(TestBundles.valid(12))));

    registered(api, "models:/" + model).then().body("model_version.status", equalTo("READY"));

    api.get("versions/1").then().statusCode(200).body("state", equalTo("candidate"));
    String evidence = api.put(TestEvidence.csv(TestEvidence.of(2000, 1, 0.1, null)));
    api.post(api.trainer(), "versions/1/evaluations", Map.of("evidenceSha256", evidence))
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:quittance:problem:bundle-missing"));
    api.approve(api.approver(), 1).then().statusCode(409);
    api.promote(1).then().statusCode(409);
    for (String alias : List.of("shadow", "challenger")) {
      api.operator()
          .contentType(ContentType.JSON)
          .body(Map.of("version", 1))
          .put(RegistryApi.path("aliases/" + alias))
          .then()
          .statusCode(409);
    }
  }

  @Test
  void whatIsNoModelFailsWithTheReason() {
    RegistryApi api = new RegistryApi(platform, "ml-bad");
    byte[] poisoned = TestBundles.valid(13);
    poisoned[poisoned.length / 4] ^= 1;

    registered(api, "models:/" + logged(api, Map.of("model.onnx", new byte[] {1, 2, 3})))
        .then()
        .body("model_version.status", equalTo("FAILED_REGISTRATION"))
        .body("model_version.status_message", containsString(":"));
    version(api, "models:/" + logged(api, Map.of("bundle.zip", poisoned)), 2)
        .then()
        .body("model_version.status", equalTo("FAILED_REGISTRATION"));
    version(
            api,
            "models:/"
                + logged(
                    api,
                    Map.of(
                        "bundle.zip",
                        TestBundles.valid(14),
                        "model.onnx",
                        graph(TestBundles.valid(15)))),
            3)
        .then()
        .body("model_version.status_message", containsString("is not the graph in bundle.zip"));
    version(api, "models:/" + logged(api, Map.of("readme.txt", new byte[] {1})), 4)
        .then()
        .body("model_version.status_message", containsString("0 graphs"));
    api.get("versions").then().body("total", equalTo(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"champion", "challenger", "shadow", "Champion"})
  void anAliasOfTheLifecycleIsNotSetAroundTheGate(String alias) {
    RegistryApi api = new RegistryApi(platform, "ml-alias-" + alias);
    registered(api, "models:/" + logged(api, Map.of("model.onnx", graph(TestBundles.valid(16)))));
    Map<String, Object> body = Map.of("name", TestBundles.MODEL, "alias", alias, "version", "1");

    for (Response refused :
        List.of(
            post(api, "registered-models/alias", body),
            api.as("boss", "service", "model-developer")
                .contentType(ContentType.JSON)
                .body(body)
                .delete(MLFLOW + "registered-models/alias"))) {
      refused
          .then()
          .statusCode(403)
          .body("error_code", equalTo("PERMISSION_DENIED"))
          .body("message", containsString("/v1/models/payment-30d"));
    }
  }

  @Test
  void ourOwnTrainingIsARunWithItsReportAndAModelThatCanBeLoaded() {
    RegistryApi api = new RegistryApi(platform, "ml-own");
    int champion = api.champion(17, null);
    try (MlflowClient client = client("ml-own")) {
      ModelVersion version =
          Awaitility.await()
              .atMost(Duration.ofSeconds(90))
              .ignoreExceptions()
              .until(() -> client.getModelVersion(TestBundles.MODEL, "" + champion), v -> true);

      assertEquals("READY", version.getStatus().name());
      assertEquals(
          "mlflow-artifacts:/registered/payment-30d/1",
          client.getModelVersionDownloadUri(TestBundles.MODEL, "1"));
      var run = client.getRun(version.getRunId());
      var experiment = client.getExperimentByName("quittance/payment-30d").orElseThrow();
      assertEquals(experiment.getExperimentId(), run.getInfo().getExperimentId());
      Map<String, String> params =
          run.getData().getParamsList().stream()
              .collect(java.util.stream.Collectors.toMap(p -> p.getKey(), p -> p.getValue()));
      assertEquals(TestBundles.DATA, params.get("data_sha256"));
      assertEquals("balance,action_channel", params.get("feature_names"));
      Map<String, Double> metrics =
          run.getData().getMetricsList().stream()
              .collect(java.util.stream.Collectors.toMap(m -> m.getKey(), m -> m.getValue()));
      assertEquals(0.75, metrics.get("auc"));
      assertTrue(metrics.containsKey("gate.candidate_auc"), metrics::toString);
      String root = run.getInfo().getArtifactUri().substring("mlflow-artifacts:/".length());
      String card = api.as("reader", "viewer").get(FILES + "/" + root + "/card.md").asString();
      assertEquals("# A model for tests\n", card);
      api.as("reader", "viewer")
          .queryParam("path", "registered/payment-30d/1")
          .get(FILES)
          .then()
          .body("files.path", hasItems("MLmodel", "model.onnx", "bundle.zip"));
    }
  }

  @Test
  void filesAreTheTenantsOwnAndFrozenOnceTheModelIsReady() {
    RegistryApi mine = new RegistryApi(platform, "ml-files");
    RegistryApi theirs = new RegistryApi(platform, "ml-strangers");
    String model = logged(mine, Map.of("model.onnx", graph(TestBundles.valid(18))));
    String path = FILES + "/0/models/" + model + "/artifacts/model.onnx";

    theirs.as("x", "viewer").get(path).then().statusCode(404);
    put(theirs, path, new byte[] {1}).then().statusCode(404);
    put(mine, path, new byte[] {1})
        .then()
        .statusCode(403)
        .body("error_code", equalTo("PERMISSION_DENIED"));
    mine.as("x", "model-developer").delete(path).then().statusCode(403);
    mine.as("x", "viewer").get(path).then().statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({
    "0/models/MODEL/artifacts/../../secret,400",
    "0/models/MODEL/artifacts/%2e%2e/secret,400",
    "0/models/MODEL/artifacts/..%2fsecret,400",
    "0/models/MODEL/artifacts/a%00b,400",
    "0/models/MODEL/artifacts/a%5cb,400",
    "1/models/MODEL/artifacts/a,404",
    "0/models/MODEL/other/a,400",
    "registered/payment-30d/1/model.onnx,400",
    "etc/passwd,400"
  })
  void aPathIsNothingButAKeyBelowItsOwner(String path, int status) {
    RegistryApi api = new RegistryApi(platform, "ml-paths");
    String model = created(api);

    Response refused =
        api.as("x", "model-developer")
            .urlEncodingEnabled(false)
            .contentType("application/octet-stream")
            .body(new byte[] {1})
            .put(FILES + "/" + path.replace("MODEL", model));

    assertTrue(
        refused.statusCode() == status || refused.statusCode() == 404,
        () -> path + " " + refused.statusCode() + " " + refused.asString());
  }

  @Test
  void whatAFileIsCannotBeAFolder() {
    RegistryApi api = new RegistryApi(platform, "ml-folders");
    String root = FILES + "/0/models/" + created(api) + "/artifacts/";
    put(api, root + "a/b", new byte[] {1}).then().statusCode(200);

    put(api, root + "a", new byte[] {1}).then().statusCode(400);
    put(api, root + "a/b/c", new byte[] {1}).then().statusCode(400);
    put(api, root + "a/b", new byte[] {2}).then().statusCode(200);

    assertArrayEquals(new byte[] {2}, api.as("x", "viewer").get(root + "a/b").asByteArray());
  }

  @Test
  void theJavaClientFindsVersionsAndModels() {
    RegistryApi api = new RegistryApi(platform, "ml-java");
    registered(api, "models:/" + logged(api, Map.of("model.onnx", graph(TestBundles.valid(19)))));
    try (MlflowClient client = client("ml-java")) {
      assertEquals("1", client.getLatestVersions(TestBundles.MODEL).getFirst().getVersion());
      assertEquals(List.of(), client.getLatestVersions(TestBundles.MODEL, List.of("Production")));
      assertEquals(TestBundles.MODEL, client.getRegisteredModel(TestBundles.MODEL).getName());
      assertEquals(1, client.searchModelVersions("name = 'payment-30d'").getItems().size());
      assertEquals(0, client.searchModelVersions("name = 'other'").getItems().size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"runs/log-model", "traces", "users/get"})
  void whatIsNotServedIsToldAtOnceInTheFormThatClientsRead(String path) {
    post(new RegistryApi(platform, "ml-none"), path, Map.of())
        .then()
        .statusCode(404)
        .body("error_code", equalTo("ENDPOINT_NOT_FOUND"));
  }

  @Test
  void aTokenMayBeThePasswordOfAnyUser() {
    String host = RestAssured.baseURI + ":" + RestAssured.port;
    String token = platform.tokenOf("somebody", "ml-basic", "model-developer");
    try (MlflowClient client = new MlflowClient(new BasicMlflowHostCreds(host, "anybody", token))) {
      assertEquals("Default", client.getExperiment("0").getName());
    }
    given()
        .auth()
        .preemptive()
        .basic("somebody", "secret")
        .get(MLFLOW + "experiments/get?experiment_id=0")
        .then()
        .statusCode(401)
        .body("error_code", equalTo("UNAUTHENTICATED"));
    given().auth().preemptive().basic("anybody", token).get("/v1/models").then().statusCode(401);
  }

  @Test
  void aMissingTokenIsToldInTheFormThatClientsRead() {
    given()
        .get(MLFLOW + "experiments/get?experiment_id=0")
        .then()
        .statusCode(401)
        .body("error_code", equalTo("UNAUTHENTICATED"))
        .body("message", equalTo("A valid token is required"));
  }

  @Test
  void searchesOfModelsKnowTagsAndPages() {
    RegistryApi api = new RegistryApi(platform, "ml-search");
    for (String name : List.of("a", "b", "c")) {
      post(
              api,
              "registered-models/create",
              Map.of("name", name, "tags", List.of(Map.of("key", "k", "value", name))))
          .then()
          .statusCode(200);
    }

    Response page = read(api, "registered-models/search?max_results=2&order_by=name DESC");

    page.then().body("registered_models.name", equalTo(List.of("c", "b")));
    String token = page.path("next_page_token");
    read(api, "registered-models/search?max_results=2&order_by=name DESC&page_token=" + token)
        .then()
        .body("registered_models", hasSize(1))
        .body("next_page_token", equalTo(null));
    given()
        .auth()
        .oauth2(platform.tokenOf("x", "ml-search", "viewer"))
        .queryParam("filter", "tags.k != 'b' AND tag.`mlflow.prompt.is_prompt` != 'true'")
        .get(MLFLOW + "registered-models/search")
        .then()
        .body("registered_models.name", equalTo(List.of("a", "c")));
  }

  private MlflowClient client(String tenant) {
    return new MlflowClient(
        new BasicMlflowHostCreds(
            RestAssured.baseURI + ":" + RestAssured.port,
            platform.tokenOf("somebody", tenant, "model-developer")));
  }

  /// Creates a logged model, as a client does before it sends files.
  private static String created(RegistryApi api) {
    read(api, "experiments/get?experiment_id=0").then().statusCode(200);
    return post(api, "logged-models", Map.of("experiment_id", "0", "name", "m"))
        .then()
        .statusCode(200)
        .extract()
        .path("model.info.model_id");
  }

  /// Logs files as a model that is ready.
  private static String logged(RegistryApi api, Map<String, byte[]> files) {
    String model = created(api);
    files.forEach(
        (path, bytes) ->
            put(api, FILES + "/0/models/" + model + "/artifacts/" + path, bytes)
                .then()
                .statusCode(200));
    api.trainer()
        .contentType(ContentType.JSON)
        .body(Map.of("status", "LOGGED_MODEL_READY"))
        .patch(MLFLOW + "logged-models/" + model)
        .then()
        .statusCode(200)
        .body("model.info.status", equalTo("LOGGED_MODEL_READY"));
    return model;
  }

  private static Response put(RegistryApi api, String path, byte[] bytes) {
    return api.trainer().contentType("application/octet-stream").body(bytes).put(path);
  }

  private static Response post(RegistryApi api, String path, Map<String, Object> body) {
    return api.trainer().contentType(ContentType.JSON).body(body).post(MLFLOW + path);
  }

  private static Response read(RegistryApi api, String path) {
    return api.as("reader", "viewer").get(MLFLOW + path);
  }

  private static Response registered(RegistryApi api, String source) {
    post(api, "registered-models/create", Map.of("name", TestBundles.MODEL)).then().statusCode(200);
    return version(api, source, 1);
  }

  private static Response version(RegistryApi api, String source, int number) {
    post(api, "model-versions/create", Map.of("name", TestBundles.MODEL, "source", source))
        .then()
        .statusCode(200);
    return settled(api, TestBundles.MODEL, number);
  }

  private static Response settled(RegistryApi api, String model, int version) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> read(api, "model-versions/get?name=" + model + "&version=" + version),
            answer -> !answer.path("model_version.status").equals("PENDING_REGISTRATION"));
  }

  private static byte[] graph(byte[] bundle) {
    return ModelBundle.read(bundle).onnx();
  }
}
