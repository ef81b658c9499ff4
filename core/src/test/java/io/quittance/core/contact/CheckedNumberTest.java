package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.CHICAGO;
import static io.quittance.core.contact.Debtor.account;
import static io.quittance.core.contact.Debtor.placement;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.Histories;
import io.quittance.core.event.AccountEvent.NumberChecked;
import io.quittance.core.pack.Limit;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// HC13: a check of 1 July at 17:00Z serves until 30 August at 17:00Z.
class CheckedNumberTest {

  private static final Limit SIXTY_DAYS =
      new Limit.CheckedNumber(Duration.ofDays(60), Set.of(Channel.SMS));
  private static final String CHECKED = "2026-07-01T17:00:00Z";

  private static Histories checked(String id) {
    return account(id, CHICAGO).tell(CHECKED, new NumberChecked(id, Channel.SMS));
  }

  @Test
  void aCheckServesSixtyDays() {
    Debtor debtor = Debtor.under(SIXTY_DAYS, checked("a"));

    assertTrue(debtor.may(Action.SMS, CHECKED));
    assertTrue(debtor.may(Action.SMS, "2026-08-30T16:59:59.999Z"));
    assertFalse(debtor.may(Action.SMS, "2026-08-30T17:00:00Z"));
    assertEquals("2026-08-30T17:00:00Z", debtor.until(Action.SMS, "2026-08-30T10:00:00Z"));
    assertEquals(Set.of("HC01"), debtor.forbids(Action.SMS, "2026-08-30T17:00:00Z"));
    assertEquals("null", debtor.next(Action.SMS, "2026-08-30T17:00:00Z"));
    assertEquals(
        "2026-08-30T10:00:00Z 2026-08-30T17:00:00Z",
        debtor.window(Action.SMS, "2026-08-30T10:00:00Z"));
  }

  @Test
  void aNumberNeverCheckedIsNotUsed() {
    Debtor debtor = Debtor.under(SIXTY_DAYS, account());

    assertEquals(Set.of("HC01"), debtor.forbids(Action.SMS, "2026-07-15T17:00:00Z"));
    assertTrue(debtor.mayCall("2026-07-15T17:00:00Z"));
  }

  @Test
  void theNewestCheckOfTheChannelOnAnyAccountCounts() {
    Histories other =
        checked("b")
            .tell("2026-07-10T17:00:00Z", new NumberChecked("b", Channel.SMS))
            .tell("2026-08-10T17:00:00Z", new NumberChecked("b", Channel.CALL));
    Debtor debtor = Debtor.under(SIXTY_DAYS, account(), other);

    assertTrue(debtor.may(Action.SMS, "2026-09-08T16:59:59.999Z"));
    assertFalse(debtor.may(Action.SMS, "2026-09-08T17:00:00Z"));
  }

  @Test
  void aPlacementMayTellOfACheckButNotOfALaterOne() {
    assertTrue(
        Debtor.under(SIXTY_DAYS, placed(CHECKED)).may(Action.SMS, "2026-08-30T16:59:59.999Z"));
    assertFalse(Debtor.under(SIXTY_DAYS, placed(CHECKED)).may(Action.SMS, "2026-08-30T17:00:00Z"));
    assertTrue(
        Debtor.under(SIXTY_DAYS, placed("2026-07-02T00:00:00Z"))
            .may(Action.SMS, "2026-07-03T17:00:00Z"));
    assertFalse(
        Debtor.under(SIXTY_DAYS, placed("2026-07-02T00:00:01Z"))
            .may(Action.SMS, "2026-07-03T17:00:00Z"));
  }

  private static Histories placed(String smsCheckedAt) {
    return new Histories("a")
        .tell(
            "2026-07-02T00:00:00Z",
            placement("a", ActorType.CREDITOR, "US", Map.of(), null, smsCheckedAt, null));
  }

  @Test
  void theRuleNamesItsChannelsAndATime() {
    Limit calls = new Limit.CheckedNumber(Duration.ofDays(60), Set.of(Channel.CALL));

    assertFalse(Debtor.under(calls, checked("a")).mayCall("2026-07-15T17:00:00Z"));
    assertTrue(Debtor.under(calls, account()).may(Action.SMS, "2026-07-15T17:00:00Z"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Limit.CheckedNumber(Duration.ZERO, Set.of(Channel.SMS)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Limit.CheckedNumber(Duration.ofDays(60), Set.of()));
  }
}
