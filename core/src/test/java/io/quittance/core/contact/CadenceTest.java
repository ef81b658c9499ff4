package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.CHICAGO;
import static io.quittance.core.contact.Debtor.account;
import static io.quittance.core.contact.Debtor.attempt;
import static io.quittance.core.contact.Debtor.policy;
import static io.quittance.core.contact.Debtor.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.Histories;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// HC07: four hours apart, two a day.
class CadenceTest {

  private static final Limit LIMIT =
      new FrequencyLimit.Cadence(Duration.ofHours(4), 2, Set.of(Channel.CALL));

  private static Histories called(String... times) {
    Histories account = account();
    for (String time : times) {
      account.called(Instant.parse(time), ContactResult.BUSY);
    }
    return account;
  }

  @Test
  void callsAreFourHoursApart() {
    Debtor debtor = Debtor.under(LIMIT, called("2026-07-15T13:00:00Z"));

    assertFalse(debtor.mayCall("2026-07-15T16:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-07-15T17:00:00Z"));
    assertEquals("2026-07-15T17:00:00Z", debtor.next(Action.CALL, "2026-07-15T14:00:00Z"));
    assertTrue(debtor.may(Action.SMS, "2026-07-15T14:00:00Z"));
  }

  @Test
  void afterTwoCallsTheNextIsTomorrow() {
    Debtor debtor = Debtor.under(LIMIT, called("2026-07-15T13:00:00Z", "2026-07-15T17:00:00Z"));

    assertFalse(debtor.mayCall("2026-07-16T04:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-07-16T05:00:00Z"));
    assertEquals(
        Set.of("HC01 until 2026-07-16T05:00:00Z"),
        debtor.forbids(Action.CALL, "2026-07-15T22:00:00Z"));
  }

  @Test
  void callsOfAnotherDayLeaveTheDayFree() {
    Debtor debtor = Debtor.under(LIMIT, called("2026-07-14T17:00:00Z", "2026-07-15T13:00:00Z"));

    assertTrue(debtor.mayCall("2026-07-15T17:00:00Z"));
  }

  @Test
  void lateCallsKeepTheGapIntoTheNextDay() {
    Debtor debtor = Debtor.under(LIMIT, called("2026-07-15T13:00:00Z", "2026-07-16T02:00:00Z"));

    assertEquals("2026-07-16T06:00:00Z", debtor.next(Action.CALL, "2026-07-16T03:00:00Z"));
  }

  /// 04:30Z of 16 July is 15 July in Chicago and 16 July in New York: two of that day each.
  @Test
  void theDayMustHaveRoomInEveryZone() {
    Histories account =
        account("a", "America/New_York", CHICAGO)
            .called(Instant.parse("2026-07-16T04:30:00Z"), ContactResult.BUSY)
            .called(Instant.parse("2026-07-16T12:00:00Z"), ContactResult.BUSY);

    assertEquals(
        "2026-07-17T04:00:00Z",
        Debtor.under(LIMIT, account).next(Action.CALL, "2026-07-16T20:00:00Z"));
  }

  @Test
  void allAttemptsCountWhateverTheCapsExcept() {
    Policy except =
        policy(
            rule("HC07", LIMIT),
            rule(
                "HC05",
                new CountingRule.NotCounted(Set.of(ContactResult.NOT_CONNECTED), Set.of(), 0)));
    Histories account =
        account().called(Instant.parse("2026-07-15T13:00:00Z"), ContactResult.NOT_CONNECTED);

    assertFalse(Debtor.under(except, account).mayCall("2026-07-15T14:00:00Z"));
  }

  @Test
  void attemptsOnAnyAccountCountUnlessARuleSaysOtherwise() {
    Policy perAccount =
        policy(
            rule("HC07", LIMIT), rule("HC06", new CountingRule.CountingScope(Limit.Scope.ACCOUNT)));
    Histories other =
        account("b", CHICAGO).called(Instant.parse("2026-07-15T13:00:00Z"), ContactResult.BUSY);

    assertFalse(Debtor.under(LIMIT, account(), other).mayCall("2026-07-15T14:00:00Z"));
    assertTrue(Debtor.under(perAccount, account(), other).mayCall("2026-07-15T14:00:00Z"));
  }

  @Test
  void theChannelsOfTheRuleCount() {
    Limit messages =
        new FrequencyLimit.Cadence(Duration.ofHours(4), 2, Set.of(Channel.SMS, Channel.EMAIL));
    Debtor debtor =
        Debtor.under(
            messages,
            account()
                .tell(
                    "2026-07-15T13:00:00Z",
                    attempt("a", Channel.EMAIL, ContactResult.DELIVERED, null, null, null)));

    assertFalse(debtor.may(Action.SMS, "2026-07-15T14:00:00Z"));
    assertTrue(debtor.mayCall("2026-07-15T14:00:00Z"));
  }

  @Test
  void withoutAZoneTheDayOfAnAttemptIsNotKnown() {
    Histories account =
        account("a").called(Instant.parse("2026-07-15T13:00:00Z"), ContactResult.BUSY);

    assertEquals(
        Set.of("HC01"), Debtor.under(LIMIT, account).forbids(Action.CALL, "2026-08-15T13:00:00Z"));
    assertTrue(Debtor.under(LIMIT, account("a")).mayCall("2026-07-15T13:00:00Z"));
  }

  @Test
  void gapAndNumberMustBePositive() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new FrequencyLimit.Cadence(Duration.ZERO, 2, Set.of(Channel.CALL)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new FrequencyLimit.Cadence(Duration.ofHours(4), 0, Set.of(Channel.CALL)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new FrequencyLimit.Cadence(Duration.ofHours(4), 2, Set.of()));
  }
}
