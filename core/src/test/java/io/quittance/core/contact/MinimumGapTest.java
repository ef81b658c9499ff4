package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.account;
import static io.quittance.core.contact.Debtor.attempt;
import static io.quittance.core.contact.Debtor.policy;
import static io.quittance.core.contact.Debtor.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.Histories;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit.MinimumGap;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Law 3758/2009 art. 4(4): one call each second day. In Athens a summer's day begins at 21:00Z of
/// the day before; 6 April 2026 is a Monday.
class MinimumGapTest {

  private static final MinimumGap SECOND_DAY = new MinimumGap(2, Set.of(Channel.CALL));

  private static Histories called(Histories account, String... times) {
    for (String time : times) {
      account.called(Instant.parse(time), ContactResult.NO_ANSWER);
    }
    return account;
  }

  private static Histories greek(String... times) {
    return called(account("a", "Europe/Athens"), times);
  }

  @Test
  void afterACallOnMondayTheNextIsOnWednesday() {
    Debtor debtor = Debtor.under(SECOND_DAY, greek("2026-04-06T17:00:00Z"));

    assertFalse(debtor.mayCall("2026-04-07T20:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-04-07T21:00:00Z"));
    assertEquals("2026-04-07T21:00:00Z", debtor.next(Action.CALL, "2026-04-06T18:00:00Z"));
  }

  @Test
  void theLastOfSeveralCallsCounts() {
    Debtor debtor = Debtor.under(SECOND_DAY, greek("2026-04-06T07:00:00Z", "2026-04-07T07:00:00Z"));

    assertEquals("2026-04-08T21:00:00Z", debtor.next(Action.CALL, "2026-04-07T08:00:00Z"));
  }

  @Test
  void theDaysMustBeOverInEveryZone() {
    Histories history =
        called(account("a", "Europe/Athens", "Europe/London"), "2026-04-06T12:00:00Z");

    assertEquals(
        "2026-04-07T23:00:00Z",
        Debtor.under(SECOND_DAY, history).next(Action.CALL, "2026-04-06T18:00:00Z"));
  }

  @Test
  void otherWaysOfContactNeitherCountNorWait() {
    Histories history =
        account("a", "Europe/Athens")
            .tell(
                "2026-04-06T12:00:00Z",
                attempt("a", Channel.SMS, ContactResult.DELIVERED, null, null, null));

    assertTrue(Debtor.under(SECOND_DAY, history).mayCall("2026-04-06T13:00:00Z"));
    assertTrue(
        Debtor.under(SECOND_DAY, greek("2026-04-06T12:00:00Z"))
            .may(Action.SMS, "2026-04-06T13:00:00Z"));
  }

  @Test
  void whatThePackDoesNotCountHoldsNoCallBack() {
    Policy policy =
        policy(
            rule("HC39", SECOND_DAY),
            rule(
                "HC05", new CountingRule.NotCounted(Set.of(ContactResult.NO_ANSWER), Set.of(), 0)));

    assertTrue(Debtor.under(policy, greek("2026-04-06T12:00:00Z")).mayCall("2026-04-06T13:00:00Z"));
  }

  @Test
  void withoutAZoneTheDaysNeverEnd() {
    Debtor debtor = Debtor.under(SECOND_DAY, called(account("a"), "2026-04-06T12:00:00Z"));

    assertEquals("null", debtor.next(Action.CALL, "2026-06-06T12:00:00Z"));
  }
}
