package io.quittance.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.console.Browser.Page;
import io.quittance.console.ConsoleTestResource.Remote;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// People sign in at the real issuer and use the pages; the services are servers of the test.
@QuarkusTest
@QuarkusTestResource(ConsoleTestResource.class)
@SuppressWarnings("NullAway.Init") // injected by the resource
final class PagesIT {

  private static final String VERSION = "/models/payment-30d/4";

  ConsoleTestResource outside;

  @BeforeEach
  void servicesAnswer() {
    outside.clear();
    registry()
        .answer(
            "GET /v1/models",
            "{\"items\":[{\"name\":\"payment-30d\",\"versions\":4,\"aliases\":{\"champion\":"
                + "{\"version\":3,\"artifactSha256\":\"9f\",\"since\":\"2026-02-01T08:00:00Z\"}}}]}");
    registry()
        .answer(
            "GET /v1/models/payment-30d",
            "{\"name\":\"payment-30d\",\"versions\":4,\"aliases\":{\"champion\":"
                + "{\"version\":3,\"artifactSha256\":\"9f\",\"since\":\"2026-02-01T08:00:00Z\"}}}");
    registry()
        .answer(
            "GET /v1/models/payment-30d/versions",
            "{\"items\":[%s],\"total\":1}".formatted(version("", "")));
    registry().answer("GET /v1" + VERSION.replace("/4", "/versions/4"), version("", ""));
    registry().answer("GET /v1/models/payment-30d/versions/4/history", "{\"items\":[]}");
    scoring()
        .answer("GET /v1/model", "{\"name\":\"payment-30d\",\"degraded\":false,\"version\":3}");
    scoring()
        .answer(
            "GET /v1/reviews",
            "{\"reviews\":[{\"kind\":\"hardship\",\"openedAt\":\"2026-02-20T08:00:00Z\"},"
                + "{\"kind\":\"override\",\"openedAt\":\"2026-02-21T08:00:00Z\"}]}");
    outside
        .service(Remote.FEEDBACK)
        .answer(
            "GET /v1/drift",
            "{\"state\":\"stable\",\"version\":3,\"from\":\"2026-03-01T00:00:00Z\",\"to\":"
                + "\"2026-03-14T00:00:00Z\",\"rows\":9210,\"driftingFeatures\":2,\"features\":["
                + "{\"name\":\"a\",\"psi\":0.3},{\"name\":\"b\",\"psi\":0.1}]}");
    outside.service(Remote.RETRAINING).answer("GET /v1/jobs", "{\"items\":[]}");
  }

  @Test
  void theFirstPageAnswersTheMorningOfASupervisorInTheirOwnName() {
    try (Browser browser = outside.browser().signIn("mara")) {
      Page page = browser.get("/");

      assertEquals(200, page.status());
      assertTrue(page.body().contains("2 open"), page.body());
      assertTrue(page.body().contains("href=\"/reviews?kind=override\""), page.body());
      assertTrue(page.body().contains("Scoring decides with it."), page.body());
      assertTrue(page.body().contains("Stable: 2 of 2 features of version 3 drift"), page.body());
      assertTrue(page.body().contains("No training runs."), page.body());
      assertEquals("mara", subject(registry().asked().getLast().authorization()));
    }
  }

  @Test
  void anAgentSeesTheCasesAloneAndNoWayToTheModels() {
    try (Browser browser = outside.browser().signIn("anton")) {
      Page page = browser.get("/");

      assertTrue(page.body().contains("2 open"), page.body());
      assertFalse(page.body().contains("href=\"/models\""), page.body());
      assertEquals(List.of(), registry().asked());
      Page models = browser.get("/models");
      assertEquals(403, models.status());
      assertTrue(models.body().contains("This needs the role"), models.body());
    }
  }

  @Test
  void aServiceThatFailsCostsItsPanel() {
    scoring().answer("GET /v1/reviews", 503, "{}");
    registry().answer("GET /v1/models", 500, "");
    try (Browser browser = outside.browser().signIn("mara")) {
      Page page = browser.get("/");

      assertEquals(200, page.status());
      assertTrue(
          page.body().contains("Scoring cannot answer at the moment (status 503)."), page.body());
      assertTrue(page.body().contains("The registry cannot answer"), page.body());
      assertTrue(page.body().contains("Stable: 2 of 2"), page.body());
    }
  }

  @Test
  void approverLooksApprovesAndTheRegistryHearsWho() {
    registry().answer("POST /v1/models/payment-30d/versions/4/approvals", 201, "{}");
    try (Browser browser = outside.browser().signIn("petra")) {
      Page page = browser.get(VERSION);
      assertEquals(200, page.status(), page.body());
      assertTrue(page.body().contains("href=\"" + VERSION + "/approve\""), page.body());
      assertTrue(page.body().contains("difference +0.032 (+0.010 to +0.050)"), page.body());
      assertTrue(page.body().contains("One more person must approve it first."), page.body());
      assertTrue(browser.get(VERSION + "/approve").body().contains("Nothing changes until"));

      Page done = browser.post(VERSION + "/approve", Map.of("reason", "seen the report"));

      assertEquals(200, done.status());
      assertEquals(VERSION, done.at().getPath());
      FakeServices.Asked posted =
          registry().asked().stream().filter(a -> a.method().equals("POST")).findFirst().get();
      assertEquals("{\"comment\":\"seen the report\"}", posted.body());
      assertEquals("petra", subject(posted.authorization()));
    }
  }

  @Test
  void whoRegisteredAVersionIsToldWhyAnotherMustApproveIt() {
    registry()
        .answer("GET /v1/models/payment-30d/versions/4", version("\"requestedBy\":\"paul\",", ""));
    registry()
        .answer(
            "POST /v1/models/payment-30d/versions/4/approvals",
            409,
            "{\"type\":\"urn:quittance:problem:self-approval\",\"detail\":\"Another must\"}");
    try (Browser browser = outside.browser().signIn("paul")) {
      Page page = browser.get(VERSION);
      assertTrue(page.body().contains("Another approver must agree."), page.body());
      assertFalse(page.body().contains("href=\"" + VERSION + "/approve\""), page.body());

      Page refused = browser.post(VERSION + "/approve", Map.of());

      assertEquals(422, refused.status());
      assertTrue(refused.body().contains("Another must."), refused.body());
    }
  }

  @Test
  void aPromotionWantsAReasonAndTheVersionTyped() {
    registry().answer("POST /v1/models/payment-30d/versions/4/promotions", 201, "{}");
    try (Browser browser = outside.browser().signIn("otto")) {
      String promote = VERSION + "/promote";
      Page without = browser.post(promote, Map.of("typed", "4", "reason", " "));
      Page other = browser.post(promote, Map.of("typed", "3", "reason", "better"));

      assertEquals(422, without.status());
      assertTrue(without.body().contains("Give a reason"), without.body());
      assertEquals(422, other.status());
      assertTrue(other.body().contains("value=\"better\""), other.body());
      assertTrue(registry().asked().stream().noneMatch(a -> a.method().equals("POST")));
      Page done = browser.post(promote, Map.of("typed", "4", "reason", "better"));
      assertEquals(200, done.status());
      assertEquals(403, browser.get(VERSION + "/approve").status());
    }
  }

  @Test
  void formsCountOnlyFromTheConsolesOwnPages() {
    registry().answer("POST /v1/models/payment-30d/versions/4/approvals", 201, "{}");
    try (Browser browser = outside.browser().signIn("petra")) {
      String approve = VERSION + "/approve";
      for (Map<String, String> headers :
          List.of(
              Map.<String, String>of(),
              Map.of("Origin", "null"),
              Map.of("Origin", "https://stranger.example"),
              Map.of("Origin", outside.origin() + ".stranger.example"),
              Map.of("Origin", outside.origin(), "Sec-Fetch-Site", "cross-site"),
              Map.of("Origin", outside.origin(), "Sec-Fetch-Site", "same-site"))) {
        assertEquals(403, browser.postAs(approve, Map.of(), headers).status(), headers.toString());
      }
      assertTrue(registry().asked().stream().noneMatch(a -> a.method().equals("POST")));
      assertEquals(
          303,
          browser
              .postAs(
                  approve,
                  Map.of(),
                  Map.of("Origin", outside.origin(), "Sec-Fetch-Site", "same-origin"))
              .status());
    }
  }

  @Test
  void hostileTextIsInert() {
    String hostile = "<script>alert(1)</script>\\\" onmouseover=\\\"alert(2)";
    registry()
        .answer(
            "GET /v1/models/payment-30d/versions/4",
            version(
                "",
                "{\"by\":\"%s\",\"at\":\"2026-03-02T08:00:00Z\",\"comment\":\"%s\"}"
                    .formatted(hostile, hostile)));
    try (Browser browser = outside.browser().signIn("mara")) {
      Page page = browser.get(VERSION);
      Page refused = browser.get("/models/%3Cscript%3Ealert(1)%3C%2Fscript%3E/4");

      assertEquals(200, page.status());
      assertFalse(page.body().contains("<script>"), page.body());
      assertFalse(page.body().contains("\" onmouseover"), page.body());
      assertTrue(page.body().contains("&lt;script&gt;"), page.body());
      assertEquals(404, refused.status());
      assertFalse(refused.body().contains("<script>"), refused.body());
    }
  }

  @Test
  void pagesAreNotKeptAndRunNothingOfOthers() {
    try (Browser browser = outside.browser().signIn("aude")) {
      for (String path : List.of("/", "/models", VERSION, "/nowhere", "/signed-out")) {
        Page page = browser.get(path);
        assertEquals("no-store", page.header("Cache-Control"), path);
        assertEquals("nosniff", page.header("X-Content-Type-Options"), path);
        String policy = page.header("Content-Security-Policy");
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
        assertTrue(page.header("Content-Type").startsWith("text/html"), path);
        assertFalse(page.body().contains("<script>"), path);
        assertFalse(page.body().contains("style="), path);
      }
      assertFalse(browser.get("/assets/console.css").header("Cache-Control").contains("no-store"));
      for (String part : browser.cookies().split("[^A-Za-z0-9_-]+")) {
        String read = new String(decoded(part), StandardCharsets.ISO_8859_1);
        assertFalse(read.contains("\"sub\""), read);
      }
    }
  }

  @Test
  void nobodySeesAnythingBeforeSigningInAndAfterSigningOut() {
    try (Browser browser = outside.browser()) {
      for (String path : List.of("/", "/models", VERSION, VERSION + "/approve")) {
        assertTrue(browser.get(path).at().getPath().endsWith("/auth"), path);
      }
      assertEquals(List.of(), registry().asked());
      assertEquals(200, browser.get("/assets/console.css").status());

      browser.signIn("mara");
      Page out = browser.get("/sign-out");

      assertEquals("/signed-out", out.at().getPath());
      assertTrue(browser.get("/models").at().getPath().endsWith("/auth"));
    }
  }

  private FakeServices registry() {
    return outside.service(Remote.REGISTRY);
  }

  private FakeServices scoring() {
    return outside.service(Remote.SCORING);
  }

  private static String version(String more, String approvals) {
    return """
        {"model":"payment-30d","version":4,"state":"validated","artifactSha256":"8e","aliases":[],
         "registeredBy":"service-account-quittance-retraining",
         "registeredAt":"2026-03-02T07:00:00Z",%s"requiredApprovals":1,
         "gate":{"verdict":"better","passed":true,"rows":10060,"candidateAuc":0.712,
           "championAuc":0.680,"deltaAuc":0.032,"low":0.01,"high":0.05,"comparedWith":3,
           "explanation":"better on the same rows","evaluatedAt":"2026-03-02T07:00:01Z"},
         "approvals":[%s]}
        """
        .formatted(more, approvals);
  }

  private static byte[] decoded(String part) {
    try {
      return Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  private static String subject(String authorization) {
    String claims =
        new String(
            Base64.getUrlDecoder().decode(authorization.split("\\.")[1]), StandardCharsets.UTF_8);
    return claims.replaceAll(".*\"sub\":\"([^\"]*)\".*", "$1");
  }
}
