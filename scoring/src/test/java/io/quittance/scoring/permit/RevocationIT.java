package io.quittance.scoring.permit;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.ReplyWord;
import io.quittance.core.vocabulary.WeeklyWindow;
import io.quittance.scoring.RegistryStub;
import io.quittance.testkit.QuittanceTestResource;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// News of a person ends the permits that it forbids, before anything else is done with it.
@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@QuarkusTestResource(RegistryStub.class)
@QuarkusTestResource(SimulatedTenant.class)
@SuppressWarnings("NullAway.Init")
final class RevocationIT {

  /// Nine in the morning in Chicago, a Monday.
  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");

  private static final Instant NEWS = TIME.plusSeconds(60);

  QuittanceTestResource surroundings;

  private Caller caller;

  @BeforeEach
  void caller() {
    caller = new Caller(surroundings, SimulatedTenant.NAME);
  }

  /// An account with a sibling and a permit to call.
  private String permit(String account) {
    caller.place(account, "d-" + account, TIME.minusSeconds(60));
    caller.place(account + "-b", "d-" + account, TIME.minusSeconds(60));
    return caller.reserved(account, TIME);
  }

  private void revokedBy(String ruleId, String permit) {
    String pack =
        caller
            .commit(permit, NEWS.plusSeconds(5))
            .then()
            .statusCode(409)
            .body("type", equalTo("urn:quittance:problem:permit-revoked"))
            .body("revokedBy", equalTo(ruleId))
            .extract()
            .path("revokedByPack");
    caller
        .find(permit)
        .then()
        .body("status", equalTo("revoked"))
        .body("revokedBy", equalTo(ruleId))
        .body("revokedByPack", equalTo(pack));
    assertTrue(
        BuiltInPacks.all().stream()
            .anyMatch(
                one ->
                    one.id().equals(pack)
                        && one.rules().stream().anyMatch(rule -> rule.id().equals(ruleId))),
        pack + " holds " + ruleId);
    assertEquals(204, caller.release(permit).statusCode());
    assertEquals("revoked", caller.status(permit));
  }

  private void event(String ruleId, AccountEvent event) {
    String permit = permit(event.accountId().replace("-b", ""));
    caller.tell(NEWS, event);
    revokedBy(ruleId, permit);
  }

  private void outcome(String ruleId, Outcome outcome) {
    String permit = permit(outcome.accountId().replace("-b", ""));
    caller.tell(NEWS, outcome);
    revokedBy(ruleId, permit);
  }

  @Test
  void aConversation() {
    outcome("HC04", new Outcome.RightPartyContact("a-v1-b", Channel.CALL, null));
    outcome(
        "HC04",
        new Outcome.ContactAttempted(
            "a-v2", Channel.CALL, ContactResult.CONVERSATION, null, null, null, null));
  }

  @Test
  void aRefusal() {
    outcome("HC08", new Outcome.OptedOut("a-v3-b", Channel.CALL));
    outcome("HC08", new Outcome.ReplyReceived("a-v4", Channel.CALL, ReplyWord.STOP));
    event("HC08", new AccountEvent.ConsentChanged("a-v5-b", Channel.CALL, Consent.REFUSED));
  }

  @Test
  void aStatus() {
    event("HC10", new AccountEvent.CeaseRequested("a-v6-b"));
    event("HC11", new AccountEvent.AttorneyRetained("a-v7-b"));
    event("HC14", new AccountEvent.DisputeOpened("a-v8"));
    event("HC16a", new AccountEvent.BankruptcyFiled("a-v9-b"));
    event("HC16c", new AccountEvent.DeceasedReported("a-v10-b"));
    event("HC16c", new AccountEvent.IdentityTheftReported("a-v11"));
    event("HC16d", new AccountEvent.Closed("a-v12", CloseReason.RECALLED));
  }

  @Test
  void anAttemptThatSomebodyElseMade() {
    outcome(
        "HC07",
        new Outcome.ContactAttempted(
            "a-v13-b", Channel.CALL, ContactResult.NO_ANSWER, null, null, null, null));
  }

  @Test
  void anInconvenientTime() {
    event(
        "HC02",
        new AccountEvent.InconvenienceStated(
            "a-v14-b",
            List.of(
                new WeeklyWindow(
                    List.of(DayOfWeek.MONDAY), LocalTime.of(9, 0), LocalTime.of(10, 0))),
            List.of()));
  }

  @Test
  void whatForbidsNothingRevokesNothing() {
    String permit = permit("a-v15");

    caller.tell(NEWS, new Outcome.PaymentReceived("a-v15", "pay-1", 1_000, "USD"));
    caller.tell(NEWS, new Outcome.OptedOut("a-v15-b", Channel.EMAIL));

    caller.commit(permit, NEWS.plusSeconds(5)).then().statusCode(200);
  }

  @Test
  void anAccountThatJoinsThePersonBringsWhatItKnows() {
    String permit = permit("a-v16");
    caller.place("a-v17", "d-v17", TIME.minusSeconds(60));
    caller.tell(NEWS.minusSeconds(1), new AccountEvent.CeaseRequested("a-v17"));
    assertEquals("reserved", caller.status(permit));

    caller.tell(
        NEWS,
        new AccountEvent.Updated(
            "a-v17", "d-a-v16", new AccountEvent.Snapshot(NEWS, 100_000, "USD", 50, null, null)));

    revokedBy("HC10", permit);
  }
}
