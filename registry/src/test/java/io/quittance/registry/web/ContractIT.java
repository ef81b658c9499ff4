package io.quittance.registry.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.text.Sha256;
import io.quittance.registry.RegistryApi;
import io.quittance.registry.TestBundles;
import io.quittance.registry.TestEvidence;
import io.quittance.testkit.ForeignTokens;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.Roles;
import io.restassured.http.ContentType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@SuppressWarnings("NullAway.Init") // injected by the resource
final class ContractIT {

  private static final String EMPTY_SHA = Sha256.hex(new byte[0]);
  private static final String READ =
      "viewer supervisor model-developer model-approver auditor operator service";

  /// Every route and who may use it; a route that is not here fails the test of the routes.
  private static final String ROUTES =
      """
      PUT    /v1/artifacts/{sha256}                               | model-developer service
      GET    /v1/artifacts/{sha256}                               | READ
      GET    /v1/models                                           | READ
      GET    /v1/models/{name}                                    | READ
      GET    /v1/models/{name}/champion                           | READ
      GET    /v1/models/{name}/lifecycle                          | READ
      GET    /v1/models/{name}/lifecycle/envelope                 | READ
      POST   /v1/lifecycle/publications                           | operator
      GET    /v1/models/{name}/versions                           | READ
      POST   /v1/models/{name}/versions                           | model-developer service
      GET    /v1/models/{name}/versions/{version}                 | READ
      GET    /v1/models/{name}/versions/{version}/history         | READ
      POST   /v1/models/{name}/versions/{version}/approvals       | model-approver
      POST   /v1/models/{name}/versions/{version}/evaluations     | model-developer service
      POST   /v1/models/{name}/versions/{version}/promotions      | model-approver operator
      POST   /v1/models/{name}/versions/{version}/rejections      | model-approver
      POST   /v1/models/{name}/rollbacks                          | model-approver operator
      PUT    /v1/models/{name}/aliases/{alias}                    | model-approver operator
      DELETE /v1/models/{name}/aliases/{alias}                    | model-approver operator
      GET    /api/2.0/mlflow/experiments/get                      | READ
      GET    /api/2.0/mlflow/experiments/get-by-name              | READ
      POST   /api/2.0/mlflow/experiments/search                   | READ
      POST   /api/2.0/mlflow/experiments/create                   | model-developer service
      POST   /api/2.0/mlflow/experiments/update                   | model-developer service
      POST   /api/2.0/mlflow/experiments/delete                   | model-developer service
      POST   /api/2.0/mlflow/experiments/restore                  | model-developer service
      POST   /api/2.0/mlflow/experiments/set-experiment-tag       | model-developer service
      POST   /api/2.0/mlflow/experiments/delete-experiment-tag    | model-developer service
      GET    /api/2.0/mlflow/runs/get                             | READ
      POST   /api/2.0/mlflow/runs/search                          | READ
      POST   /api/2.0/mlflow/runs/create                          | model-developer service
      POST   /api/2.0/mlflow/runs/update                          | model-developer service
      POST   /api/2.0/mlflow/runs/delete                          | model-developer service
      POST   /api/2.0/mlflow/runs/restore                         | model-developer service
      POST   /api/2.0/mlflow/runs/log-batch                       | model-developer service
      POST   /api/2.0/mlflow/runs/log-metric                      | model-developer service
      POST   /api/2.0/mlflow/runs/log-parameter                   | model-developer service
      POST   /api/2.0/mlflow/runs/set-tag                         | model-developer service
      POST   /api/2.0/mlflow/runs/delete-tag                      | model-developer service
      POST   /api/2.0/mlflow/runs/log-inputs                      | model-developer service
      POST   /api/2.0/mlflow/runs/outputs                         | model-developer service
      GET    /api/2.0/mlflow/metrics/get-history                  | READ
      GET    /api/2.0/mlflow/logged-models/{modelId}              | READ
      POST   /api/2.0/mlflow/logged-models/search                 | READ
      POST   /api/2.0/mlflow/logged-models                        | model-developer service
      PATCH  /api/2.0/mlflow/logged-models/{modelId}              | model-developer service
      DELETE /api/2.0/mlflow/logged-models/{modelId}              | model-developer service
      PATCH  /api/2.0/mlflow/logged-models/{modelId}/tags         | model-developer service
      DELETE /api/2.0/mlflow/logged-models/{modelId}/tags/{key}   | model-developer service
      POST   /api/2.0/mlflow/logged-models/{modelId}/params       | model-developer service
      GET    /api/2.0/mlflow/registered-models/get                | READ
      GET    /api/2.0/mlflow/registered-models/search             | READ
      GET    /api/2.0/mlflow/registered-models/get-latest-versions | READ
      POST   /api/2.0/mlflow/registered-models/get-latest-versions | READ
      GET    /api/2.0/mlflow/registered-models/alias              | READ
      POST   /api/2.0/mlflow/registered-models/alias              | model-developer service
      DELETE /api/2.0/mlflow/registered-models/alias              | model-developer service
      POST   /api/2.0/mlflow/registered-models/create             | model-developer service
      PATCH  /api/2.0/mlflow/registered-models/update             | model-developer service
      POST   /api/2.0/mlflow/registered-models/rename             | model-developer service
      DELETE /api/2.0/mlflow/registered-models/delete             | model-developer service
      POST   /api/2.0/mlflow/registered-models/set-tag            | model-developer service
      DELETE /api/2.0/mlflow/registered-models/delete-tag         | model-developer service
      GET    /api/2.0/mlflow/model-versions/get                   | READ
      GET    /api/2.0/mlflow/model-versions/search                | READ
      GET    /api/2.0/mlflow/model-versions/get-download-uri      | READ
      POST   /api/2.0/mlflow/model-versions/create                | model-developer service
      PATCH  /api/2.0/mlflow/model-versions/update                | model-developer service
      DELETE /api/2.0/mlflow/model-versions/delete                | model-developer service
      POST   /api/2.0/mlflow/model-versions/set-tag               | model-developer service
      DELETE /api/2.0/mlflow/model-versions/delete-tag            | model-developer service
      POST   /api/2.0/mlflow/model-versions/transition-stage      | model-developer service
      GET    /api/2.0/mlflow-artifacts/artifacts                  | READ
      GET    /api/2.0/mlflow-artifacts/artifacts/{path}           | READ
      PUT    /api/2.0/mlflow-artifacts/artifacts/{path}           | model-developer service
      DELETE /api/2.0/mlflow-artifacts/artifacts/{path}           | model-developer service
      """;

  QuittanceTestResource platform;

  static Stream<Route> routes() {
    return ROUTES.lines().map(Route::parse);
  }

  @Test
  void thereAreNoOtherRoutes() {
    Map<String, Map<String, Object>> paths =
        given()
            .port(managementPort())
            .accept(ContentType.JSON)
            .get("/q/openapi?format=json")
            .then()
            .statusCode(200)
            .extract()
            .path("paths");

    Set<String> served = new TreeSet<>();
    paths.forEach(
        (path, methods) ->
            methods.keySet().forEach(m -> served.add(m.toUpperCase(Locale.ROOT) + " " + path)));
    Set<String> known =
        routes()
            .map(r -> r.method() + " " + r.path())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(known, served);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void eachRouteIsOpenToItsRolesAlone(Route route) {
    for (String role : Roles.ALL) {
      int status = call(route, platform.tokenOf("someone", "roles", role));
      if (route.roles().contains(role)) {
        assertEquals(true, status != 401 && status != 403 && status < 500, role + " " + status);
      } else {
        assertEquals(403, status, role);
      }
    }
    assertEquals(401, call(route, "not-a-token"));
  }

  @Test
  void aTokenForAnotherPurposeIsRefused() {
    ForeignTokens.assertRefused(platform, "viewer", "/v1/models");
  }

  @Test
  void whoShowsNoTokenIsToldAsAProblem() {
    given()
        .get("/v1/models")
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", "Bearer")
        .body("type", equalTo("urn:quittance:problem:unauthorized"));
  }

  @Test
  void anotherTenantsModelDoesNotExist() {
    RegistryApi mine = new RegistryApi(platform, "mine");
    RegistryApi theirs = new RegistryApi(platform, "theirs");
    mine.champion(1, null);

    for (String path :
        List.of(
            "champion",
            "lifecycle",
            "lifecycle/envelope",
            "versions",
            "versions/1",
            "versions/1/history")) {
      theirs.get(path).then().statusCode(404).body("type", problem("model-not-found"));
    }
    theirs.promote(1).then().statusCode(404);
    theirs.approve(theirs.approver(), 1).then().statusCode(404);
    theirs.post(theirs.operator(), "rollbacks", Map.of()).then().statusCode(404);
    theirs.as("x", "viewer").get("/v1/models").then().body("total", equalTo(0));
    mine.as("x", "viewer")
        .get("/v1/models")
        .then()
        .body("items.name", equalTo(List.of("payment-30d")));
  }

  @Test
  void artefactsComeBackAsTheyWere() {
    RegistryApi api = new RegistryApi(platform, "files");
    byte[] bundle = TestBundles.valid(7);

    String sha256 = api.put(bundle);

    byte[] back =
        api.as("x", "auditor")
            .get("/v1/artifacts/" + sha256)
            .then()
            .statusCode(200)
            .header("ETag", "\"" + sha256 + "\"")
            .header("Cache-Control", containsString("immutable"))
            .contentType("application/octet-stream")
            .extract()
            .asByteArray();
    assertArrayEquals(bundle, back);
    api.as("x", "viewer")
        .header("If-None-Match", "\"" + sha256 + "\"")
        .get("/v1/artifacts/" + sha256)
        .then()
        .statusCode(304);
    api.as("x", "viewer").get("/v1/artifacts/" + "0".repeat(64)).then().statusCode(404);
  }

  @Test
  void bytesWithAnotherDigestAreRefused() {
    byte[] bytes = "something else".getBytes(StandardCharsets.UTF_8);

    new RegistryApi(platform, "files")
        .trainer()
        .contentType("application/octet-stream")
        .body(bytes)
        .put("/v1/artifacts/" + Sha256.hex("never stored".getBytes(StandardCharsets.UTF_8)))
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("type", problem("artifact-mismatch"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"..%2F..%2Fetc%2Fpasswd", "ABC", "a%00b"})
  void nothingButADigestIsAnAddress(String id) {
    given()
        .urlEncodingEnabled(false)
        .auth()
        .oauth2(platform.token("viewer"))
        .get("/v1/artifacts/" + id)
        .then()
        .statusCode(400);
  }

  @Test
  void aPoisonedBundleIsRefusedAndLeavesNoVersion() {
    RegistryApi api = new RegistryApi(platform, "poison");
    byte[] bundle = TestBundles.valid(8);
    bundle[bundle.length / 4] ^= 1;
    byte[] evidence = TestEvidence.csv(TestEvidence.of(500, 1, 0.1, null));

    api.register(api.registration(bundle, evidence, null))
        .then()
        .statusCode(422)
        .body("type", problem("model-refused"));

    api.as("x", "viewer").get("/v1/models").then().body("items", hasSize(0));
  }

  @Test
  void badRegistrationsAreRefused() {
    RegistryApi api = new RegistryApi(platform, "bad");
    byte[] evidence = TestEvidence.csv(TestEvidence.of(500, 1, 0.1, null));
    Map<String, Object> good = api.registration(TestBundles.valid(9), evidence, null);

    api.register(with(good, "surprise", 1))
        .then()
        .statusCode(400)
        .body("type", problem("invalid-request"));
    api.register(with(good, "rows", "many")).then().statusCode(400);
    api.register(with(good, "rows", -1))
        .then()
        .statusCode(400)
        .body("type", problem("invalid-request"));
    api.register(with(good, "dataSha256", "x")).then().statusCode(400);
    api.register(with(good, "runId", "run-2"))
        .then()
        .statusCode(422)
        .body("type", problem("model-refused"))
        .body("rule", equalTo("run-id"));
    api.register(with(good, "evidenceSha256", "0".repeat(64)))
        .then()
        .statusCode(422)
        .body("type", problem("artifact-missing"));
    api.register(with(good, "comparedWith", 3))
        .then()
        .statusCode(422)
        .body("type", problem("invalid-evidence"));
  }

  @ParameterizedTest
  @CsvSource({"page=-1,400", "size=0,400", "size=201,400", "size=200,200", "page=9,200"})
  void pagesAreBounded(String query, int status) {
    given()
        .auth()
        .oauth2(platform.token("viewer"))
        .get("/v1/models?" + query)
        .then()
        .statusCode(status);
  }

  @Test
  void onlyArtefactsMayBeLarge() {
    new RegistryApi(platform, "large")
        .trainer()
        .contentType(ContentType.JSON)
        .body("{\"runId\":\"" + "x".repeat(300_000) + "\"}")
        .post(RegistryApi.path("versions"))
        .then()
        .statusCode(413);
  }

  @Test
  void isHealthyAndCounts() {
    given().port(managementPort()).get("/q/health/ready").then().statusCode(200);
    String metrics = given().port(managementPort()).get("/q/metrics").asString();
    for (String name :
        List.of("quittance_registry_versions{state=\"champion\"", "quittance_promotions_total")) {
      assertEquals(true, metrics.contains(name), name);
    }
  }

  private int call(Route route, String token) {
    var request = given().auth().oauth2(token);
    if (!route.method().equals("GET") && !route.method().equals("DELETE")) {
      request =
          route.path().contains("artifacts")
              ? request.contentType("application/octet-stream").body(new byte[0])
              : request.contentType(ContentType.JSON).body("{}");
    }
    String path =
        route
            .path()
            .replace("{sha256}", EMPTY_SHA)
            .replace("{name}", "nothing")
            .replace("{version}", "1")
            .replace("{alias}", "shadow")
            .replace("{modelId}", "m-" + "0".repeat(32))
            .replace("{key}", "nothing")
            .replace("{path}", "0/nothing");
    return request.request(route.method(), path).statusCode();
  }

  private static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
    Map<String, Object> other = new HashMap<>(body);
    other.put(field, value);
    return other;
  }

  private static int managementPort() {
    return ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
  }

  private static org.hamcrest.Matcher<String> problem(String slug) {
    return equalTo("urn:quittance:problem:" + slug);
  }

  record Route(String method, String path, Set<String> roles) {

    static Route parse(String line) {
      String[] parts = line.split("\\|", -1);
      String[] target = parts[0].strip().split(" +", -1);
      String roles = parts[1].strip().replace("READ", READ);
      return new Route(target[0], target[1], Set.of(roles.split(" ")));
    }
  }
}
