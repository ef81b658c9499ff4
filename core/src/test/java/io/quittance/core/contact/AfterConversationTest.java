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

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.event.Outcome.RightPartyContact;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// HC04. Monday, 13 July 2026, is day 1: day 7 is Sunday, day 8 begins on Monday at 05:00Z.
class AfterConversationTest {

  private static final Limit SEVEN_DAYS = new FrequencyLimit.AfterConversation(7);
  private static final String MONDAY = "2026-07-13T23:30:00Z";

  private static RightPartyContact spoken(String account, Channel channel) {
    return new RightPartyContact(account, channel, null);
  }

  @Test
  void theNextCallIsOnTheSameDayOfTheNextWeek() {
    Debtor debtor = Debtor.under(SEVEN_DAYS, account().tell(MONDAY, spoken("a", Channel.CALL)));

    assertFalse(debtor.mayCall("2026-07-14T17:00:00Z"));
    assertFalse(debtor.mayCall("2026-07-20T04:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-07-20T05:00:00Z"));
    assertEquals(
        Set.of("HC01 until 2026-07-20T05:00:00Z"),
        debtor.forbids(Action.CALL, "2026-07-14T17:00:00Z"));
  }

  @Test
  void theDebtorMayAskForACallInThePause() {
    Debtor debtor =
        Debtor.under(
            policy(
                rule("HC04", SEVEN_DAYS),
                rule("HC05", new CountingRule.NotCounted(Set.of(), Set.of(), 7))),
            account()
                .tell(MONDAY, spoken("a", Channel.CALL))
                .tell("2026-07-15T17:00:00Z", new AccountEvent.CallRequested("a")));

    assertFalse(debtor.mayCall("2026-07-15T16:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-07-15T17:00:00Z"));
    assertTrue(debtor.mayCall("2026-07-20T04:59:59.999Z"));
  }

  @Test
  void bothOutcomesTellOfAConversationAndTheLastCounts() {
    Debtor debtor =
        Debtor.under(
            SEVEN_DAYS,
            account()
                .called(Instant.parse("2026-07-14T17:00:00Z"), ContactResult.CONVERSATION)
                .tell(MONDAY, spoken("a", Channel.CALL)));

    assertEquals("2026-07-21T05:00:00Z", debtor.next(Action.CALL, "2026-07-15T17:00:00Z"));
  }

  @Test
  void onlyTelephoneConversationsCount() {
    Debtor debtor =
        Debtor.under(
            SEVEN_DAYS,
            account()
                .called(Instant.parse(MONDAY), ContactResult.VOICEMAIL)
                .tell(MONDAY, spoken("a", Channel.SMS))
                .tell(
                    MONDAY,
                    attempt("a", Channel.EMAIL, ContactResult.CONVERSATION, null, null, null)));

    assertTrue(debtor.mayCall("2026-07-14T17:00:00Z"));
  }

  @Test
  void aConversationOnAnyAccountCountsUnlessARuleSaysOtherwise() {
    var other = account("b", CHICAGO).tell(MONDAY, spoken("b", Channel.CALL));
    Policy perAccount =
        policy(
            rule("HC04", SEVEN_DAYS),
            rule("HC06", new CountingRule.CountingScope(Limit.Scope.ACCOUNT)));

    assertFalse(Debtor.under(SEVEN_DAYS, account(), other).mayCall("2026-07-14T17:00:00Z"));
    assertTrue(Debtor.under(perAccount, account(), other).mayCall("2026-07-14T17:00:00Z"));
  }

  @Test
  void ofConversationsOnTwoAccountsTheLastCounts() {
    var own = account().tell("2026-07-14T17:00:00Z", spoken("a", Channel.CALL));
    var other = account("b", CHICAGO).tell(MONDAY, spoken("b", Channel.CALL));

    assertEquals(
        "2026-07-21T05:00:00Z",
        Debtor.under(SEVEN_DAYS, own, other).next(Action.CALL, "2026-07-15T17:00:00Z"));
    assertEquals(
        "2026-07-21T05:00:00Z",
        Debtor.under(SEVEN_DAYS, other, own).next(Action.CALL, "2026-07-15T17:00:00Z"));
  }

  /// At 04:30Z it is 14 July in New York but 13 July in Chicago.
  @Test
  void theDaysMustBeOverInEveryZone() {
    Debtor debtor =
        Debtor.under(
            SEVEN_DAYS,
            account("a", "America/New_York", CHICAGO)
                .tell("2026-07-14T04:30:00Z", spoken("a", Channel.CALL)));

    assertFalse(debtor.mayCall("2026-07-21T03:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-07-21T04:00:00Z"));
  }

  @Test
  void aWeekInWhichTheClocksChangeHasSevenDaysToo() {
    Debtor debtor =
        Debtor.under(SEVEN_DAYS, account().tell("2026-03-05T18:00:00Z", spoken("a", Channel.CALL)));

    assertFalse(debtor.mayCall("2026-03-12T04:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-03-12T05:00:00Z"));
  }

  @Test
  void withoutAZoneTheDaysNeverEnd() {
    Debtor debtor = Debtor.under(SEVEN_DAYS, account("a").tell(MONDAY, spoken("a", Channel.CALL)));

    assertEquals(Set.of("HC01"), debtor.forbids(Action.CALL, "2027-07-14T17:00:00Z"));
    assertTrue(Debtor.under(SEVEN_DAYS, account("a")).mayCall("2026-07-14T17:00:00Z"));
  }

  @Test
  void daysMustBePositive() {
    assertThrows(IllegalArgumentException.class, () -> new FrequencyLimit.AfterConversation(0));
  }
}
