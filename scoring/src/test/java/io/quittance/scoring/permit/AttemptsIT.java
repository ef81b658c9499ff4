package io.quittance.scoring.permit;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.vocabulary.Channel;
import io.quittance.scoring.RegistryStub;
import io.quittance.testkit.QuittanceTestResource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What counts as an attempt, and that it counts once.
@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@QuarkusTestResource(RegistryStub.class)
@QuarkusTestResource(SimulatedTenant.class)
@SuppressWarnings("NullAway.Init")
final class AttemptsIT {

  /// Nine in the morning in Chicago, a Monday.
  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");

  QuittanceTestResource surroundings;

  private Caller caller;

  @BeforeEach
  void caller() {
    caller = new Caller(surroundings, SimulatedTenant.NAME);
  }

  /// The n-th call: two a day, five hours apart.
  private static Instant call(int n) {
    return TIME.plus(Duration.ofDays(n / 2)).plus(Duration.ofHours(5L * (n % 2)));
  }

  @Test
  void theSeventhAttemptIsPermittedAndTheEighthIsNot() {
    caller.place("a-t1", "d-t1", TIME.minusSeconds(60));
    caller.place("a-t2", "d-t1", TIME.minusSeconds(60));
    List<String> used = new ArrayList<>();
    for (int n = 0; n < 7; n++) {
      String account = n % 3 == 0 ? "a-t2" : "a-t1";
      used.add(caller.reserved(account, call(n)));
      caller.commit(used.getLast(), call(n)).then().statusCode(200);
    }

    caller
        .reserve(Caller.newId(), "a-t1", "call", call(7))
        .then()
        .statusCode(422)
        .body("blocked.ruleId", equalTo(List.of("HC03")))
        .body("nextPermitted", equalTo("2026-03-09T08:00-05:00[America/Chicago]"));
    caller.reserve(Caller.newId(), "a-t1", "sms", call(7)).then().statusCode(201);

    // The law counts local days, not hours: the day of the first call is the first of seven.
    Instant lastOfTheSeventhDay = Instant.parse("2026-03-09T01:59:59Z");
    Instant firstOfTheEighthDay = Instant.parse("2026-03-09T13:00:00Z");

    caller
        .reserve(Caller.newId(), "a-t1", "call", lastOfTheSeventhDay)
        .then()
        .statusCode(422)
        .body("blocked.ruleId", hasItem("HC03"));
    caller.reserve(Caller.newId(), "a-t1", "call", firstOfTheEighthDay).then().statusCode(201);
  }

  @Test
  void aCommitAndItsOutcomeAreOneAttemptInWhateverOrderTheyArrive() {
    caller.place("a-t3", "d-t3", TIME.minusSeconds(60));
    for (int n = 0; n < 6; n++) {
      Instant at = call(n);
      String permit = caller.reserved("a-t3", at);
      switch (n % 3) {
        case 0 -> {
          caller.commit(permit, at.plusSeconds(5)).then().statusCode(200);
          attempted(permit, at.plusSeconds(30));
        }
        case 1 -> {
          attempted(permit, at.plusSeconds(30));
          assertEquals("committed", caller.status(permit));
          caller
              .commit(permit, at.plusSeconds(40))
              .then()
              .statusCode(200)
              .body("committedAt", equalTo(at.plusSeconds(30).toString()));
        }
        default -> attempted(permit, at.plusSeconds(30));
      }
    }

    String seventh = caller.reserved("a-t3", call(6));
    caller.commit(seventh, call(6)).then().statusCode(200);
    attempted(seventh, call(6).plusSeconds(20));
    caller
        .reserve(Caller.newId(), "a-t3", "call", call(7))
        .then()
        .statusCode(422)
        .body("blocked.ruleId", equalTo(List.of("HC03")));
  }

  @Test
  void anAttemptThatNobodyAskedForCountsToo() {
    caller.place("a-t4", "d-t4", TIME.minusSeconds(60));
    for (int n = 0; n < 7; n++) {
      caller.tell(
          call(n),
          new Outcome.ContactAttempted(
              "a-t4", Channel.CALL, ContactResult.NO_ANSWER, null, null, null, null));
    }

    caller
        .reserve(Caller.newId(), "a-t4", "call", call(7))
        .then()
        .statusCode(422)
        .body("blocked.ruleId", equalTo(List.of("HC03")));
  }

  private void attempted(String permitId, Instant at) {
    caller.tell(
        at,
        new Outcome.ContactAttempted(
            "a-t3", Channel.CALL, ContactResult.NO_ANSWER, null, permitId, null, null));
  }
}
