package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quittance.e2e.RestClient.Answer;
import io.quittance.local.access.Tokens;
import io.quittance.local.launch.Part;
import io.quittance.testkit.Roles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Calls every route of the four services with every role of a real Keycloak.
@ExtendWith(SharedPlatform.class)
@Order(2_000_000_001)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RoutesIT {

  private static final String ACCOUNT = "ROUTES-1";
  private static final Map<String, String> TOKENS = new HashMap<>();
  private static final Map<Integer, Integer> STATUSES = new HashMap<>();

  private static WholePlatform platform;
  private static RestClient rest;

  @BeforeAll
  static void start(WholePlatform shared) {
    assumeTrue(
        WholePlatform.keycloak().isPresent(),
        "skipped: needs Keycloak's archive (./mvnw dependency:get, see embedded/README.md)");
    platform = shared;
    rest = new RestClient();
  }

  @AfterAll
  static void printStatuses() {
    if (rest != null) {
      rest.close();
      System.out.printf("routes: %d, responses by status: %s%n", Route.all().size(), STATUSES);
    }
  }

  static List<Route> routes() {
    return Route.all();
  }

  @Test
  @Order(1)
  void decisionsFlowWithoutATokenIssuer() {
    String unverifiable =
        platform.stranger().mint("somebody", Roles.ALL, "default", Duration.ofMinutes(5));

    publish(InputRecords.placed(ACCOUNT, SmallLoop.BEGIN.minus(Duration.ofDays(2))));

    platform.topics().awaitRecords("decisions", 1, Duration.ofMinutes(3));
    for (Route route : Route.all()) {
      String url = platform.url(route.service()) + route.pathWithUnknownIds();
      call(route, null).assertProblem(401, "no issuer, no token: " + url);
      call(route, unverifiable).assertProblem(503, "no issuer, a token: " + url);
    }

    Tokens issued = platform.issueTokens();

    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(
            () -> {
              for (Part service : List.of(Part.SCORING, Part.REGISTRY)) {
                String path = service == Part.SCORING ? "/v1/model" : "/v1/models";
                String token = issued.of("quittance-viewer");
                assertEquals(200, rest.call("GET", platform.url(service) + path, token).status());
              }
            });
  }

  @Test
  @Order(2)
  void theTableListsExactlyTheServedRoutes() {
    TreeSet<String> served = new TreeSet<>();
    Part.services().forEach(service -> served.addAll(served(service)));

    TreeSet<String> known =
        Stream.concat(Route.all().stream(), Route.open().stream())
            .map(Route::toString)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(known, served);
    System.out.printf("routes served according to OpenAPI: %d%n", served.size());
  }

  @ParameterizedTest
  @MethodSource("routes")
  @Order(3)
  void aRouteAdmitsOnlyItsRoles(Route route) throws IOException {
    call(route, null).assertProblem(401, route + " without a token");
    call(route, "not.a.token").assertProblem(401, route + " with garbage");
    call(route, forged()).assertProblem(401, route + " with a stranger's token");
    for (String role : Roles.ALL) {
      Answer answer = call(route, token("quittance-" + role));
      String text = "%s as %s → %s".formatted(route, role, answer);
      if (route.allows(role)) {
        assertTrue(answer.status() != 401 && answer.status() != 403, text);
        assertTrue(answer.status() < 500, text);
        if (answer.status() >= 400) {
          answer.assertProblem(answer.status(), text);
        }
      } else {
        answer.assertProblem(403, text);
      }
    }
  }

  @Test
  @Order(4)
  void anExpiredTokenIsRejectedEverywhere() throws IOException {
    String token = platform.issueTokens().of(WholePlatform.SHORT_LIVED_CLIENT);
    String url = platform.url(Part.REGISTRY) + "/v1/models";
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> rest.call("GET", url, token).status() == 401);

    for (Route route : Route.all()) {
      call(route, token).assertProblem(401, route + " with an expired token");
    }
  }

  @Test
  @Order(5)
  void onlyAuthorizedRolesCanHaveAnAccountDecided() throws IOException {
    String decisions = platform.url(Part.SCORING) + "/v1/decisions";
    String account = platform.url(Part.SCORING) + "/v1/accounts/" + ACCOUNT;
    String request =
        "{\"requestId\":\"routes-1\",\"accountId\":\"%s\",\"at\":\"%s\"}"
            .formatted(ACCOUNT, SmallLoop.BEGIN.minus(Duration.ofDays(1)));

    post(decisions, null, request).assertProblem(401, "POST decision without a token");
    post(decisions, token("quittance-viewer"), request).assertProblem(403, "viewer writes");

    Answer made = post(decisions, token("quittance-agent"), request);
    Answer again = post(decisions, token("quittance-supervisor"), request);

    assertTrue(made.status() == 200 || made.status() == 201, made.toString());
    assertEquals(made.body(), again.body());
    String id = made.json().path("decisionId").asText();
    Answer read = rest.call("GET", decisions + "/" + id, token("quittance-viewer"));
    assertEquals(200, read.status(), read.toString());
    assertEquals(made.body(), read.body());
    assertEquals(200, rest.call("GET", account, token("quittance-auditor")).status());
    rest.call("GET", account, token("quittance-viewer")).assertProblem(403, "viewer, account");
    System.out.printf(
        "none → 401, viewer writing → 403, agent → %d, viewer reading → %d%n",
        made.status(), read.status());
  }

  @Test
  @Order(6)
  void anUnknownPathIsAProblem() throws IOException {
    for (Part service : Part.services().toList()) {
      String base = platform.url(service);
      rest.call("GET", base + "/v1/nothing", token("quittance-operator"))
          .assertProblem(404, base + "/v1/nothing");
      assertEquals(404, rest.call("GET", base + "/q/metrics", null).status());
      assertEquals(404, rest.call("GET", base + "/q/openapi", null).status());
    }
  }

  private static List<String> served(Part service) {
    String url = platform.managementUrl(service) + "/q/openapi?format=json";
    List<String> routes = new ArrayList<>();
    rest.call("GET", url, null)
        .json()
        .path("paths")
        .properties()
        .forEach(
            path ->
                methods(path.getValue().fieldNames())
                    .forEach(
                        method ->
                            routes.add(
                                "%s %s %s".formatted(service.key(), method, path.getKey()))));
    return routes;
  }

  private static Stream<String> methods(Iterator<String> fields) {
    List<String> methods = new ArrayList<>();
    fields.forEachRemaining(field -> methods.add(field.toUpperCase(Locale.ROOT)));
    return methods.stream().filter(List.of("GET", "PUT", "POST", "DELETE", "PATCH")::contains);
  }

  private static Answer call(Route route, @Nullable String token) {
    String url = platform.url(route.service()) + route.pathWithUnknownIds();
    Answer answer = rest.call(route.method(), url, token, route.contentType(), route.body());
    STATUSES.merge(answer.status(), 1, Integer::sum);
    return answer;
  }

  private static Answer post(String url, @Nullable String token, String json) {
    return rest.call("POST", url, token, "application/json", json);
  }

  private static String token(String client) throws IOException {
    String known = TOKENS.get(client);
    if (known == null) {
      known = platform.issueTokens().of(client);
      TOKENS.put(client, known);
    }
    return known;
  }

  private static String forged() {
    return TOKENS.computeIfAbsent(
        "forged",
        _ -> platform.stranger().mint("somebody", Roles.ALL, "default", Duration.ofHours(1)));
  }

  private static void publish(InputRecords.Input input) {
    platform.topics().send(input.topic(), input.key(), input.headers(), input.value());
  }
}
