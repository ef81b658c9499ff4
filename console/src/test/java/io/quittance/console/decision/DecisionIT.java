package io.quittance.console.decision;

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
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.event.EventCodec;
import io.quittance.core.vocabulary.Action;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ConsoleTestResource.class)
@SuppressWarnings("NullAway.Init") // injected by the resource
final class DecisionIT {

  private static final String ID = "5c0e0000-0000-0000-0000-000000000001";

  ConsoleTestResource outside;

  @BeforeEach
  void scoringAnswers() {
    outside.clear();
    scoring()
        .answer(
            "GET /v1/decisions/" + ID,
            new String(
                EventCodec.write(
                    Decisions.ranked()
                        .forbidding(
                            new Blocked(
                                Action.CALL, "HC03", "<script>alert(1)</script>", null, "full"))
                        .made()),
                StandardCharsets.UTF_8));
    scoring()
        .answer(
            "GET /v1/decisions/" + ID + "/explanation",
            "{\"reproduced\":true,\"contributions\":[{\"feature\":\"kept-promises\",\"value\":2,"
                + "\"contribution\":0.62},{\"feature\":\"days-past-due\",\"contribution\":-0.4}]}");
  }

  @Test
  void aSupervisorReadsWhatWasDecidedAndWhy() {
    try (Browser browser = outside.browser().signIn("mara")) {
      Page page = browser.get("/decisions?id=" + ID);

      assertEquals(200, page.status(), page.body());
      assertEquals("/decisions/" + ID, page.at().getPath());
      assertTrue(page.body().contains("USD 43.05 more than no contact."), page.body());
      assertTrue(page.body().contains("<rect class=\"up\""), page.body());
      assertTrue(page.body().contains("kept-promises"), page.body());
      assertTrue(page.body().contains("▼ −0.400"), page.body());
      assertTrue(page.body().contains("href=\"/models/payment-30d/3\""), page.body());
      assertFalse(page.body().contains("<script>"), page.body());
    }
  }

  @Test
  void whatIsNotAPersonsIsNotAskedNorLinked() {
    try (Browser browser = outside.browser().signIn("vera")) {
      Page page = browser.get("/decisions/" + ID);

      assertEquals(200, page.status());
      assertFalse(page.body().contains("Every feature"), page.body());
      assertTrue(scoring().asked().stream().noneMatch(a -> a.path().endsWith("explanation")));
    }
    try (Browser browser = outside.browser().signIn("anton")) {
      assertFalse(browser.get("/decisions/" + ID).body().contains("href=\"/models"));
    }
    try (Browser browser = outside.browser().signIn("otto")) {
      assertEquals(403, browser.get("/decisions/" + ID).status());
    }
  }

  @Test
  void anExplanationThatIsNotInReachCostsItselfAlone() {
    scoring()
        .answer(
            "GET /v1/decisions/" + ID + "/explanation",
            422,
            "{\"detail\":\"The registry does not deliver the bundle\"}");
    try (Browser browser = outside.browser().signIn("mara")) {
      Page page = browser.get("/decisions/" + ID);

      assertEquals(200, page.status());
      assertTrue(page.body().contains("The registry does not deliver the bundle."), page.body());
      assertEquals(404, browser.get("/decisions/another").status());
      assertEquals(404, browser.get("/decisions/..%2F..%2Fq").status());
    }
  }

  private FakeServices scoring() {
    return outside.service(Remote.SCORING);
  }
}
