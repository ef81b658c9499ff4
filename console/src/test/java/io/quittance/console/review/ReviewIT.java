package io.quittance.console.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.console.Browser;
import io.quittance.console.Browser.Page;
import io.quittance.console.ConsoleTestResource;
import io.quittance.console.ConsoleTestResource.Remote;
import io.quittance.console.FakeServices;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ConsoleTestResource.class)
@SuppressWarnings("NullAway.Init") // injected by the resource
final class ReviewIT {

  private static final String ID = "f697c3e4-56bd-8b6d-aeb8-d358d1647f0b";
  private static final String CASE = "/reviews/" + ID;
  private static final Map<String, String> RESUME =
      Map.of("verdict", "resume", "reason", "income-verified");

  ConsoleTestResource outside;

  @BeforeEach
  void scoringAnswers() {
    outside.clear();
    scoring().answer("GET /v1" + CASE, item("open", ""));
    scoring()
        .answer(
            "GET /v1/reviews", "{\"reviews\":[%s],\"next\":\"c u r\"}".formatted(item("open", "")));
    scoring()
        .answer(
            "GET /v1/accounts/A-1042",
            "{\"accountId\":\"A-1042\",\"debtorId\":\"D-77\",\"newestFact\":\"2026-03-02T15:41:00Z\","
                + "\"placed\":true,\"closed\":false,\"balanceMinor\":148250,\"currency\":\"USD\","
                + "\"daysPastDue\":47,\"inDispute\":false,\"inHardship\":true,\"facts\":12}");
  }

  @Test
  void theQueueListsCasesByItsAddress() {
    try (Browser browser = outside.browser().signIn("anton")) {
      Page page = browser.get("/reviews?kind=hardship&status=open");

      assertEquals(200, page.status(), page.body());
      assertTrue(page.body().contains("href=\"" + CASE + "\""), page.body());
      assertTrue(page.body().contains("after=c%20u%20r"), page.body());
      assertTrue(
          scoring().asked().getLast().path().contains("?status=open&kind=hardship&limit=50"),
          scoring().asked().toString());
    }
  }

  @Test
  void aSupervisorChecksAndConcludes() {
    scoring().answer("POST /v1" + CASE + "/conclusion", "{}");
    try (Browser browser = outside.browser().signIn("mara")) {
      assertTrue(browser.get(CASE).body().contains("value=\"hold\""));

      Page check = browser.post(CASE, RESUME);
      assertEquals(200, check.status());
      assertTrue(check.body().contains("It cannot be changed after that."), check.body());
      assertTrue(scoring().asked().stream().noneMatch(a -> a.method().equals("POST")));
      Page done = browser.post(CASE, confirmed());

      assertEquals(200, done.status());
      assertEquals(
          "{\"verdict\":\"resume\",\"reason\":\"income-verified\"}",
          scoring().asked().stream()
              .filter(a -> a.method().equals("POST"))
              .findFirst()
              .orElseThrow()
              .body());
    }
  }

  @Test
  void whoComesSecondSeesWhatTheColleagueDecided() {
    scoring()
        .answer(
            "POST /v1" + CASE + "/conclusion", 409, "{\"detail\":\"It was concluded otherwise\"}");
    scoring()
        .answer(
            "GET /v1" + CASE,
            item(
                "concluded",
                ",\"conclusion\":{\"verdict\":\"hold\",\"reason\":\"specialist-team\","
                    + "\"concludedBy\":\"lena\",\"concludedAt\":\"2026-03-02T09:00:00Z\"}"));
    try (Browser browser = outside.browser().signIn("mara")) {
      Page page = browser.post(CASE, confirmed());

      assertEquals(409, page.status());
      assertTrue(page.body().contains("Yours was not recorded."), page.body());
      assertTrue(page.body().contains("specialist-team, by lena"), page.body());
    }
  }

  @Test
  void aFormThatIsNotRightSaysWhatToDoAndKeepsWhatWasTyped() {
    try (Browser browser = outside.browser().signIn("mara")) {
      Page page = browser.post(CASE, Map.of("verdict", "resume", "reason", "<b>Mr Smith"));

      assertEquals(422, page.status());
      assertTrue(page.body().contains("must be a code such as income-verified"), page.body());
      assertTrue(page.body().contains("value=\"&lt;b&gt;Mr Smith\""), page.body());
    }
  }

  @Test
  void whoMayOnlyReadHasNoForm() {
    try (Browser browser = outside.browser().signIn("anton")) {
      assertFalse(browser.get(CASE).body().contains("<form"));
      assertEquals(403, browser.post(CASE, RESUME).status());
    }
    try (Browser browser = outside.browser().signIn("vera")) {
      assertEquals(403, browser.get("/reviews").status());
      assertEquals(403, browser.get("/accounts/A-1042").status());
    }
  }

  @Test
  void anAccountSaysItsStateAndItsCases() {
    try (Browser browser = outside.browser().signIn("anton")) {
      Page page = browser.get("/accounts?id=A-1042");

      assertEquals("/accounts/A-1042", page.at().getPath());
      assertTrue(page.body().contains("USD 1,482.50 owed, 47 days past due."), page.body());
      assertTrue(page.body().contains("Hardship was reported."), page.body());
      assertTrue(page.body().contains("href=\"" + CASE + "\""), page.body());
      assertEquals(404, browser.get("/accounts/other").status());
    }
  }

  private static Map<String, String> confirmed() {
    Map<String, String> fields = new HashMap<>(RESUME);
    fields.put("confirmed", "yes");
    return fields;
  }

  private static String item(String status, String more) {
    return """
        {"reviewId":"%s","accountId":"A-1042","kind":"hardship","status":"%s",
         "reason":"hardship-reported","openedAt":"2026-02-26T08:00:00Z"%s}
        """
        .formatted(ID, status, more);
  }

  private FakeServices scoring() {
    return outside.service(Remote.SCORING);
  }
}
