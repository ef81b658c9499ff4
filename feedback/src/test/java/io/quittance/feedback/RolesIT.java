package io.quittance.feedback;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quittance.testkit.ForeignTokens;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.Roles;
import io.restassured.http.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(FeedbackProfile.class)
@SuppressWarnings("NullAway.Init")
class RolesIT {

  private static final Set<String> READ =
      Set.of(
          "viewer",
          "supervisor",
          "model-developer",
          "model-approver",
          "auditor",
          "operator",
          "service");
  private static final Set<String> BUILD = Set.of("model-developer", "service");
  private static final Map<String, Set<String>> ROUTES =
      Map.of(
          "GET /v1/labels", READ,
          "GET /v1/performance", READ,
          "GET /v1/drift", READ,
          "GET /v1/triggers", READ,
          "GET /v1/metrics/business", READ,
          "POST /v1/datasets", BUILD,
          "GET /v1/datasets/{id}", BUILD);

  QuittanceTestResource platform;

  @Test
  void everyRouteOfTheServiceIsInTheTable() {
    Map<String, Map<String, Object>> paths =
        given()
            .port(ConfigProvider.getConfig().getValue("quarkus.management.test-port", int.class))
            .get("/q/openapi?format=json")
            .then()
            .statusCode(200)
            .extract()
            .path("paths");
    Set<String> found = new TreeSet<>();
    paths.forEach(
        (path, methods) ->
            methods.keySet().stream()
                .filter(method -> Set.of("get", "post", "put", "delete", "patch").contains(method))
                .forEach(
                    method -> found.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));

    assertEquals(new TreeSet<>(ROUTES.keySet()), found);
  }

  @Test
  void aTokenThatNamesNoTenantIs403() {
    given()
        .auth()
        .oauth2(platform.tokenWithoutTenant("viewer"))
        .get("/v1/labels")
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:quittance:problem:tenant-missing"));
  }

  @Test
  void aTokenForAnotherPurposeIsRefused() {
    ForeignTokens.assertRefused(platform, "viewer", "/v1/triggers");
  }

  @Test
  void noTokenIs401() {
    ROUTES
        .keySet()
        .forEach(
            route ->
                given()
                    .contentType("application/json")
                    .request(method(route), path(route))
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json"));
    given()
        .auth()
        .oauth2("not.a.token")
        .get("/v1/labels")
        .then()
        .statusCode(401)
        .contentType("application/problem+json");
  }

  @Test
  void everyRoleMayDoWhatTheTableSaysAndNoMore() {
    ROUTES.forEach(
        (route, allowed) -> {
          for (String role : Roles.ALL) {
            given()
                .auth()
                .oauth2(platform.tokenOf("tester", "roles", role))
                .contentType("application/json")
                .body(route.startsWith("POST") ? "{}" : "")
                .request(method(route), path(route))
                .then()
                .statusCode(allowed.contains(role) ? anyOf(is(200), is(400), is(404)) : is(403))
                .contentType(
                    allowed.contains(role)
                        ? org.hamcrest.Matchers.containsString("json")
                        : equalTo("application/problem+json"));
          }
        });
  }

  private static Method method(String route) {
    return Method.valueOf(route.substring(0, route.indexOf(' ')));
  }

  private static String path(String route) {
    return route
        .substring(route.indexOf(' ') + 1)
        .replace("{id}", "00000000-0000-0000-0000-000000000000");
  }
}
