package io.quittance.scoring.permit;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.ReplyWord;
import io.quittance.scoring.RegistryStub;
import io.quittance.testkit.QuittanceTestResource;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hamcrest.Matchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A permit is for one number: what is learnt of another says nothing of it.
@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@QuarkusTestResource(RegistryStub.class)
@QuarkusTestResource(SimulatedTenant.class)
@SuppressWarnings("NullAway.Init")
final class PermitNumberIT {

  /// Nine in the morning in Chicago, a Monday.
  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");

  private static final Instant LATER = TIME.plusSeconds(600);

  QuittanceTestResource surroundings;

  private Caller caller;

  @BeforeEach
  void caller() {
    caller = new Caller(surroundings, SimulatedTenant.NAME);
  }

  /// An account with two numbers that were both made sure of.
  private void twoNumbers(String account) {
    caller.place(account, "d-" + account, TIME.minusSeconds(60));
    for (String number : List.of("mobile:1", "mobile:2")) {
      caller.tell(
          TIME.minusSeconds(30), new AccountEvent.NumberChecked(account, Channel.SMS, number));
    }
  }

  private void granted(String account, @Nullable String number) {
    Response answer = caller.text(account, number, LATER);
    answer.then().statusCode(201).body("numberRef", equalTo(number));
    String permit = answer.path("permitId");
    caller.find(permit).then().statusCode(200).body("numberRef", equalTo(number));
    caller.release(permit).then().statusCode(204);
  }

  private void refused(String account, @Nullable String number) {
    caller
        .text(account, number, LATER)
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:quittance:problem:contact-refused"))
        .body("blocked.ruleId", Matchers.hasItem("HC13"))
        .body("nextPermitted", nullValue());
  }

  private static Outcome wrongParty(
      String account, @Nullable String permit, @Nullable String number) {
    return new Outcome.ContactAttempted(
        account, Channel.CALL, ContactResult.WRONG_PARTY, null, permit, Place.MOBILE, null, number);
  }

  private static Map<String, Object> call(String account, String number) {
    Map<String, Object> body = new TreeMap<>();
    body.put("requestId", Caller.newId());
    body.put("accountId", account);
    body.put("channel", "call");
    body.put("place", "mobile");
    body.put("numberRef", number);
    body.put("at", TIME.toString());
    return body;
  }

  @Test
  void somebodyElseAtOneNumberVoidsItsCheckAndNoOther() {
    twoNumbers("a-n1");
    granted("a-n1", "mobile:1");
    granted("a-n1", null);

    caller.tell(TIME, wrongParty("a-n1", null, "mobile:1"));

    refused("a-n1", "mobile:1");
    granted("a-n1", "mobile:2");
    refused("a-n1", null);
  }

  @Test
  void anOutcomeIsAboutTheNumberOfThePermitThatWasUsed() {
    twoNumbers("a-n2");
    String permit = caller.reserve(call("a-n2", "mobile:1")).then().extract().path("permitId");
    caller.commit(permit, TIME).then().statusCode(200).body("numberRef", equalTo("mobile:1"));

    caller.tell(TIME.plusSeconds(60), wrongParty("a-n2", permit, null));

    refused("a-n2", "mobile:1");
    granted("a-n2", "mobile:2");
  }

  @Test
  void anOutcomeIsAboutTheNumberOfAPermitThatNobodyCommitted() {
    twoNumbers("a-n3");
    String permit = caller.reserve(call("a-n3", "mobile:1")).then().extract().path("permitId");

    caller.tell(TIME.plusSeconds(60), wrongParty("a-n3", permit, null));

    caller.find(permit).then().body("status", equalTo("committed"));
    refused("a-n3", "mobile:1");
    granted("a-n3", "mobile:2");
  }

  @Test
  void aPermitForANumberThatReachedSomebodyElseIsRevokedAndNoOther() {
    twoNumbers("a-n4");
    twoNumbers("a-n5");
    String voided = caller.text("a-n4", "mobile:1", TIME).then().extract().path("permitId");
    String kept = caller.text("a-n5", "mobile:1", TIME).then().extract().path("permitId");

    caller.tell(TIME.plusSeconds(60), wrongParty("a-n4", null, "mobile:1"));
    caller.tell(TIME.plusSeconds(60), wrongParty("a-n5", null, "mobile:2"));

    caller
        .commit(voided, LATER.minusSeconds(300))
        .then()
        .statusCode(409)
        .body("revokedBy", equalTo("HC13"));
    caller.commit(kept, LATER.minusSeconds(300)).then().statusCode(200);
  }

  @Test
  void aReplyFromANumberTakesConsentBackForEveryNumber() {
    twoNumbers("a-n6");

    caller.tell(TIME, new Outcome.ReplyReceived("a-n6", Channel.SMS, ReplyWord.STOP, "mobile:2"));

    caller
        .text("a-n6", "mobile:1", LATER)
        .then()
        .statusCode(422)
        .body("blocked.ruleId", Matchers.hasItem("HC09"));
  }

  @Test
  void theNumberIsPartOfTheRequest() {
    twoNumbers("a-n7");
    Map<String, Object> body = call("a-n7", "mobile:1");
    caller.reserve(body).then().statusCode(201);
    caller.reserve(body).then().statusCode(200).body("numberRef", equalTo("mobile:1"));

    body.put("numberRef", "mobile:2");

    caller
        .reserve(body)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:quittance:problem:request-conflict"));
  }

  @Test
  void aReferenceIsShortAndNeverATelephoneNumberAsWritten() {
    twoNumbers("a-n8");

    for (String wrong : List.of("", "+1 312 555 0100", "a@b", "-1", "n".repeat(65))) {
      caller
          .text("a-n8", wrong, LATER)
          .then()
          .statusCode(400)
          .body("type", equalTo("urn:quittance:problem:invalid-request"))
          .body("detail", Matchers.startsWith("numberRef must be 1 to 64 letters"));
    }
    caller
        .text("a-n8", "n".repeat(64), LATER)
        .then()
        .statusCode(422)
        .body("blocked.ruleId", Matchers.hasItem("HC13"));
  }
}
