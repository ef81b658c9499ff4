package io.quittance.scoring.permit;

import static io.restassured.RestAssured.given;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.Outcome;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Consent;
import io.quittance.scoring.Events;
import io.quittance.scoring.Platform;
import io.quittance.testkit.QuittanceTestResource;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A dialer of one tenant: tells what happened, and asks before it calls.
final class Caller {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final QuittanceTestResource surroundings;
  private final String tenant;
  private final String token;

  Caller(QuittanceTestResource surroundings, String tenant) {
    this.surroundings = surroundings;
    this.tenant = tenant;
    this.token = surroundings.tokenOf("dialer", tenant, "service");
  }

  /// Places an account where it is Chicago's time; all accounts of a person are one debt.
  void place(String accountId, String debtorId, Instant at) {
    place(accountId, debtorId, at, "America/Chicago");
  }

  void place(String accountId, String debtorId, Instant at, String zone) {
    tell(
        at,
        new AccountEvent.Placed(
            accountId,
            debtorId,
            new AccountEvent.Snapshot(at, 125_000, "USD", 45, null, null),
            ActorType.THIRD_PARTY,
            "US-IL",
            List.of(zone),
            Map.of(
                Channel.CALL, Consent.GRANTED,
                Channel.SMS, Consent.GRANTED,
                Channel.EMAIL, Consent.GRANTED,
                Channel.LETTER, Consent.GRANTED),
            at.minus(Duration.ofDays(300)),
            at,
            "G-" + debtorId,
            at,
            null));
  }

  /// Sends an event and waits until it is known.
  void tell(Instant at, AccountEvent event) {
    Envelope envelope = Events.envelope(tenant, newId(), at, event);
    Events.send(surroundings.topics(), envelope, event);
    awaitKnown(envelope);
  }

  /// Sends an outcome and waits until it is known.
  void tell(Instant at, Outcome outcome) {
    Envelope envelope = Events.envelope(tenant, newId(), at, outcome);
    Events.send(surroundings.topics(), envelope, outcome);
    awaitKnown(envelope);
  }

  private void awaitKnown(Envelope envelope) {
    Awaitility.await()
        .atMost(Platform.PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                new Platform(surroundings)
                    .query(
                        "select fate from scoring.inbox where tenant = ? and event_id = ?",
                        tenant,
                        envelope.identity().id()),
            fates -> !fates.isEmpty());
  }

  static String newId() {
    return "permit-test-" + NUMBER.incrementAndGet();
  }

  Response reserve(String requestId, String accountId, String channel, @Nullable Instant at) {
    Map<String, Object> body = new HashMap<>();
    body.put("requestId", requestId);
    body.put("accountId", accountId);
    body.put("channel", channel);
    body.put("place", "mobile");
    if (at != null) {
      body.put("at", at.toString());
    }
    return reserve(body);
  }

  /// Asks for a text message to a number.
  Response text(String accountId, @Nullable String numberRef, Instant at) {
    Map<String, Object> body = new HashMap<>();
    body.put("requestId", newId());
    body.put("accountId", accountId);
    body.put("channel", "sms");
    body.put("place", "mobile");
    body.put("numberRef", numberRef);
    body.put("at", at.toString());
    return reserve(body);
  }

  Response reserve(Map<String, Object> body) {
    return request().contentType(ContentType.JSON).body(body).post("/v1/permits");
  }

  /// A permit to call.
  String reserved(String accountId, @Nullable Instant at) {
    return reserve(newId(), accountId, "call", at)
        .then()
        .statusCode(201)
        .extract()
        .path("permitId");
  }

  Response commit(String permitId, @Nullable Instant at) {
    RequestSpecification request = request().contentType(ContentType.JSON);
    return (at == null ? request : request.body(Map.of("at", at.toString())))
        .post("/v1/permits/" + permitId + "/commit");
  }

  Response release(String permitId) {
    return request().delete("/v1/permits/" + permitId);
  }

  Response find(String permitId) {
    return request().get("/v1/permits/" + permitId);
  }

  String token() {
    return token;
  }

  String status(String permitId) {
    return find(permitId).then().statusCode(200).extract().path("status");
  }

  private RequestSpecification request() {
    return given().auth().oauth2(token);
  }
}
