package io.quittance.core.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.Histories;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountEvent.Snapshot;
import io.quittance.core.limit.TimeLimit.Since;
import io.quittance.core.limit.TimeLimit.WaitingTime;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Waiting times after a notice and after the day on which a debt fell due, by hand.
class WaitingTimeTest {

  /// CQLR c., s. 34(1): five days after the notice. In Montréal a summer's day begins at
  /// 04:00Z, so that the notice went out on 1 July and the fifth day after is the 6th.
  @Test
  void callsBeginFiveDaysAfterTheNotice() {
    Histories history =
        overdue(40, "2026-06-01T09:00:00Z", "America/Toronto")
            .tell("2026-07-02T03:59:00Z", new AccountEvent.ValidationSent("a"));
    Debtor debtor = Debtor.under(new WaitingTime(Since.NOTICE, 5), history);

    assertFalse(debtor.mayCall("2026-07-06T03:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-07-06T04:00:00Z"));
    assertEquals("2026-07-06T04:00:00Z", debtor.next(Action.CALL, "2026-07-03T12:00:00Z"));
  }

  @Test
  void beforeANoticeNobodyIsCalled() {
    Debtor debtor =
        Debtor.under(
            new WaitingTime(Since.NOTICE, 5),
            overdue(40, "2026-06-01T09:00:00Z", "America/Toronto"));

    assertEquals("null", debtor.next(Action.CALL, "2026-07-03T12:00:00Z"));
  }

  private static Histories overdue(int days, String asOf, String... zones) {
    Instant at = Instant.parse(asOf);
    return new Histories("a")
        .tell(
            at,
            new AccountEvent.Placed(
                "a",
                "deb-1",
                new Snapshot(at, 100_000, "EUR", days, null, null),
                ActorType.THIRD_PARTY,
                "GR",
                List.of(zones),
                Map.of(),
                null,
                null,
                null,
                null,
                null));
  }

  /// Law 3758/2009 art. 4(4): ten days after the day due must have passed. Due on 1 April and a day
  /// late as the 2nd begins, of which the 11th is the tenth day after; in Athens the 12th begins on
  /// the 11th at 21:00Z.
  @ParameterizedTest
  @CsvSource({
    "2026-04-02T09:00:00Z, false",
    "2026-04-11T20:59:59.999Z, false",
    "2026-04-11T21:00:00Z, true",
    "2026-05-20T09:00:00Z, true"
  })
  void callsBeginAfterTheTenthDayOverdue(String at, boolean allowed) {
    Debtor debtor =
        Debtor.under(
            new WaitingTime(Since.OVERDUE, 11),
            overdue(1, "2026-04-01T21:00:00Z", "Europe/Athens"));

    assertEquals(allowed, debtor.mayCall(at));
  }

  @Test
  void whenCallsBeginIsToldFromTheDayOnWhichOneAsks() {
    Debtor debtor =
        Debtor.under(
            new WaitingTime(Since.OVERDUE, 11),
            overdue(4, "2026-04-05T09:00:00Z", "Europe/Athens"));

    assertEquals("2026-04-11T21:00:00Z", debtor.next(Action.CALL, "2026-04-05T09:00:00Z"));
    assertEquals("2026-04-11T21:00:00Z", debtor.next(Action.CALL, "2026-04-10T09:00:00Z"));
  }

  @Test
  void aDebtThatIsNotOverdueOrOfWhichNobodyKnowsIsNotCalledAbout() {
    WaitingTime limit = new WaitingTime(Since.OVERDUE, 11);

    assertEquals(
        "null",
        Debtor.under(limit, overdue(0, "2026-04-05T09:00:00Z", "Europe/Athens"))
            .next(Action.CALL, "2026-04-05T09:00:00Z"));
    assertEquals(
        "null", Debtor.under(limit, new Histories("a")).next(Action.CALL, "2026-04-05T09:00:00Z"));
  }

  @Test
  void withoutAZoneTheDaysNeverEnd() {
    assertEquals(
        "null",
        Debtor.under(new WaitingTime(Since.OVERDUE, 11), overdue(1, "2026-04-02T09:00:00Z"))
            .next(Action.CALL, "2026-05-20T09:00:00Z"));
  }
}
