package io.quittance.core.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.core.event.Outcome.ContactAttempted;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptsTest {

  private static final Instant USED = Instant.parse("2026-07-15T15:00:00Z");
  private static final Instant TOLD = Instant.parse("2026-07-15T15:04:00Z");
  private static final Instant NOW = Instant.parse("2026-07-15T17:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private static AccountState told(@Nullable String... permits) {
    Histories history = new Histories("a");
    for (String permit : permits) {
      history.tell(
          TOLD,
          new ContactAttempted(
              "a", Channel.CALL, ContactResult.NO_ANSWER, null, permit, null, null));
    }
    return history.state();
  }

  private static AccountState used(AccountState state, String permit) {
    return state.permitUsed(permit, Channel.CALL, Place.MOBILE, USED);
  }

  @Test
  void theUseOfAPermitIsAnAttemptUntilAnOutcomeNamesIt() {
    AccountView used = used(told(), "p1").view(NOW);
    AccountView both = used(told("p1"), "p1").view(NOW);

    assertEquals(1, used.attempts(DAY));
    assertEquals(USED, used.lastAttempt());
    assertEquals(1, both.attempts(DAY));
    assertEquals(1, both.attempts(Channel.CALL, DAY));
    assertEquals(0, both.attempts(Channel.SMS, DAY));
    assertEquals(TOLD, both.lastAttempt());
  }

  @Test
  void asOfATimeBeforeTheOutcomeTheUseCounts() {
    AccountView between = used(told("p1"), "p1").view(TOLD.minusSeconds(1));

    assertEquals(1, between.attempts(DAY));
    assertEquals(USED, between.lastAttempt());
  }

  @Test
  void otherPermitsAndSeveralOutcomesOfOneCountEach() {
    assertEquals(2, used(told("p1"), "p2").view(NOW).attempts(DAY));
    assertEquals(2, used(told("p1", "p1"), "p1").view(NOW).attempts(DAY));
    assertEquals(3, used(told((String) null, null), "p1").view(NOW).attempts(DAY));
  }
}
