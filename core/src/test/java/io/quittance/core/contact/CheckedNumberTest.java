package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.CHICAGO;
import static io.quittance.core.contact.Debtor.account;
import static io.quittance.core.contact.Debtor.placement;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Histories;
import io.quittance.core.debtor.ReservedPermit;
import io.quittance.core.event.AccountEvent.NumberChecked;
import io.quittance.core.event.Outcome.ContactAttempted;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.event.Outcome.ReplyReceived;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.ReplyWord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// HC13: a check of 1 July at 17:00Z serves until 30 August at 17:00Z.
class CheckedNumberTest {

  private static final Limit SIXTY_DAYS =
      new ChannelLimit.CheckedNumber(Duration.ofDays(60), Set.of(Channel.SMS));
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

  private static boolean mayText(
      AccountState state, @Nullable String number, ReservedPermit... reserved) {
    return ContactPolicy.permit(
            Debtor.policy(Debtor.rule("HC01", SIXTY_DAYS)),
            DebtorContext.of(state),
            Action.SMS,
            Place.MOBILE,
            number,
            Instant.parse("2026-07-15T17:00:00Z"),
            List.of(reserved))
        instanceof PermitVerdict.Granted;
  }

  private static Histories twoNumbers() {
    return account()
        .tell(CHECKED, new NumberChecked("a", Channel.SMS, "n-a"))
        .tell(CHECKED, new NumberChecked("a", Channel.SMS, "n-b"));
  }

  @Test
  void somebodyElseAtOneNumberVoidsItsCheckAndNoOther() {
    Histories wrong = twoNumbers().tell("2026-07-10T17:00:00Z", wrongParty(null, "n-a"));

    assertTrue(mayText(twoNumbers().state(), "n-a"));
    assertTrue(mayText(twoNumbers().state(), null));
    assertFalse(mayText(wrong.state(), "n-a"));
    assertTrue(mayText(wrong.state(), "n-b"));
    assertFalse(mayText(wrong.state(), null));
  }

  private static ContactAttempted wrongParty(@Nullable String permit, @Nullable String number) {
    return new ContactAttempted(
        "a", Channel.CALL, ContactResult.WRONG_PARTY, null, permit, Place.MOBILE, null, number);
  }

  @Test
  void anOutcomeIsAboutTheNumberOfItsPermit() {
    Instant used = Instant.parse("2026-07-10T16:59:00Z");
    AccountState state =
        twoNumbers()
            .tell("2026-07-10T17:00:00Z", wrongParty("p-1", null))
            .state()
            .permitUsed("p-1", Channel.CALL, Place.MOBILE, "n-a", used);

    assertFalse(mayText(state, "n-a"));
    assertTrue(mayText(state, "n-b"));
  }

  @Test
  void anOutcomeIsAboutTheNumberOfItsPermitBeforeThatIsUsed() {
    AccountState state = twoNumbers().tell("2026-07-10T17:00:00Z", wrongParty("p-1", null)).state();
    Instant reserved = Instant.parse("2026-07-10T16:59:00Z");

    for (String other : List.of("p-2", "p-1")) {
      ReservedPermit[] permits = {
        new ReservedPermit(other, "a", Channel.CALL, Place.MOBILE, "n-a", reserved),
        new ReservedPermit("p-1", "b", Channel.CALL, Place.MOBILE, "n-b", reserved)
      };

      assertEquals(!other.equals("p-1"), mayText(state, "n-a", permits), other);
      assertTrue(mayText(state, "n-b", permits));
    }
  }

  @Test
  void anOutcomeThatNamesItsNumberIsAboutThatOne() {
    AccountState state =
        twoNumbers()
            .tell("2026-07-10T17:00:00Z", wrongParty("p-1", "n-b"))
            .state()
            .permitUsed(
                "p-1", Channel.CALL, Place.MOBILE, "n-a", Instant.parse("2026-07-10T16:59:00Z"));

    assertTrue(mayText(state, "n-a"));
    assertFalse(mayText(state, "n-b"));
  }

  @Test
  void aReplyMakesItsNumberKnownAndSureOfNothing() {
    Histories replied =
        twoNumbers()
            .tell(
                "2026-07-10T17:00:00Z", new ReplyReceived("a", Channel.SMS, ReplyWord.STOP, "n-c"));

    assertTrue(mayText(replied.state(), "n-a"));
    assertFalse(mayText(replied.state(), "n-c"));
    assertFalse(mayText(replied.state(), null));
  }

  @Test
  void theRuleNamesItsChannelsAndATime() {
    Limit calls = new ChannelLimit.CheckedNumber(Duration.ofDays(60), Set.of(Channel.CALL));

    assertFalse(Debtor.under(calls, checked("a")).mayCall("2026-07-15T17:00:00Z"));
    assertTrue(Debtor.under(calls, account()).may(Action.SMS, "2026-07-15T17:00:00Z"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ChannelLimit.CheckedNumber(Duration.ZERO, Set.of(Channel.SMS)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ChannelLimit.CheckedNumber(Duration.ofDays(60), Set.of()));
  }
}
