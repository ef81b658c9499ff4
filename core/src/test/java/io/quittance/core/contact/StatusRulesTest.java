package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.CHICAGO;
import static io.quittance.core.contact.Debtor.account;
import static io.quittance.core.contact.Debtor.placement;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.Histories;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Outcome.PaymentReceived;
import io.quittance.core.event.Outcome.ReplyReceived;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.Holidays;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.limit.StatusLimit.Stop;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.ReplyWord;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// HC10, HC11 and HC16 (states that stop contact), HC12 (work), HC14 (validation and dispute), HC21
/// (vulnerability) and HC23 (unknown input).
class StatusRulesTest {

  private static final String BEFORE = "2026-07-15T16:59:59Z";
  private static final String NOON = "2026-07-15T17:00:00Z";
  private static final String AFTER = "2026-07-15T17:00:01Z";

  private static final Map<Stop, Function<String, AccountFact>> EVENTS =
      Map.of(
          Stop.CEASE, AccountEvent.CeaseRequested::new,
          Stop.ATTORNEY, AccountEvent.AttorneyRetained::new,
          Stop.BANKRUPTCY, AccountEvent.BankruptcyFiled::new,
          Stop.DECEASED, AccountEvent.DeceasedReported::new,
          Stop.MINOR, AccountEvent.MinorReported::new,
          Stop.IDENTITY_THEFT, AccountEvent.IdentityTheftReported::new,
          Stop.CLOSED, id -> new AccountEvent.Closed(id, CloseReason.RECALLED),
          Stop.SETTLED, id -> new AccountEvent.Closed(id, CloseReason.SETTLED),
          Stop.PAID, id -> new PaymentReceived(id, "p", 100_000, "USD"));

  private static Limit stop(Stop... statuses) {
    return new StatusLimit.StopStatus(Set.of(statuses));
  }

  private static AccountFact event(Stop stop, String account) {
    return Objects.requireNonNull(EVENTS.get(stop)).apply(account);
  }

  @ParameterizedTest
  @EnumSource(Stop.class)
  void aStateStopsEveryContactForGoodAndNoOtherStateDoes(Stop stop) {
    Histories account = account().tell(NOON, event(stop, "a"));
    Set<Stop> others = new java.util.TreeSet<>(Set.of(Stop.values()));
    others.remove(stop);
    if (stop == Stop.SETTLED) {
      others.remove(Stop.CLOSED);
    }
    Debtor debtor = Debtor.under(stop(stop), account);

    for (Action action : Debtor.CONTACTS) {
      assertEquals(Set.of("HC01"), debtor.forbids(action, NOON));
    }
    assertEquals("null", debtor.next(Action.CALL, NOON));
    assertTrue(Debtor.under(stop(stop), account()).mayCall(NOON));
    assertTrue(Debtor.under(new StatusLimit.StopStatus(others), account).mayCall(NOON));
  }

  @ParameterizedTest
  @EnumSource(Stop.class)
  void whatConcernsThePersonHoldsForAllAccountsAndWhatConcernsTheDebtForOne(Stop stop) {
    boolean person =
        switch (stop) {
          case CEASE, ATTORNEY, BANKRUPTCY, DECEASED, MINOR -> true;
          case IDENTITY_THEFT, CLOSED, PAID, SETTLED -> false;
        };
    Debtor debtor =
        Debtor.under(stop(stop), account(), account("b", CHICAGO).tell(NOON, event(stop, "b")));

    assertEquals(!person, debtor.mayCall(NOON));
  }

  @Test
  void oneMinorUnitIsStillOwed() {
    Histories account = account().tell(NOON, new PaymentReceived("a", "p", 99_999, "USD"));

    assertTrue(Debtor.under(stop(Stop.PAID), account).mayCall(AFTER));
  }

  @Test
  void anAccountPlacedAgainIsOpen() {
    Histories account =
        account()
            .tell(NOON, new AccountEvent.Closed("a", CloseReason.RECALLED))
            .placed(AFTER, CHICAGO);

    assertTrue(Debtor.under(stop(Stop.CLOSED), account).mayCall(AFTER));
  }

  @Test
  void aStateToldOfLaterTimeStopsContactNow() {
    Histories account = account().tell(AFTER, new AccountEvent.CeaseRequested("a"));

    assertFalse(Debtor.under(stop(Stop.CEASE), account).mayCall(BEFORE));
  }

  @Test
  void aRuleMustNameStates() {
    assertThrows(IllegalArgumentException.class, () -> new StatusLimit.StopStatus(Set.of()));
  }

  @Test
  void atWorkACallNeedsTheEmployersLeaveAndAMessageHasNone() {
    Limit limit = new ChannelLimit.Workplace();
    Debtor unknown = Debtor.under(limit, account());
    Debtor allowed =
        Debtor.under(
            limit, account().tell(NOON, new AccountEvent.WorkplaceContactStated("a", true)));

    assertEquals(Set.of("HC01"), unknown.forbids(Action.CALL, Place.WORK, NOON));
    assertFalse(unknown.may(Action.LETTER, Place.WORK, NOON));
    assertFalse(unknown.may(Action.CALL, null, NOON));
    assertTrue(unknown.may(Action.CALL, Place.HOME, NOON));
    assertTrue(unknown.may(Action.SMS, Place.MOBILE, NOON));
    assertTrue(unknown.verdict(NOON).permits(Action.CALL));
    assertTrue(allowed.may(Action.CALL, Place.WORK, NOON));
    assertTrue(allowed.may(Action.LETTER, Place.WORK, NOON));
    assertTrue(allowed.may(Action.CALL, null, NOON));
    assertFalse(allowed.may(Action.EMAIL, Place.WORK, NOON));
    assertFalse(allowed.may(Action.SMS, Place.WORK, NOON));
    assertFalse(allowed.may(Action.SMS, null, NOON));
  }

  @Test
  void theNewestWordOfTheEmployerCountsForAllAccounts() {
    Limit limit = new ChannelLimit.Workplace();
    AccountEvent allowed = new AccountEvent.WorkplaceContactStated("a", true);
    AccountEvent prohibited = new AccountEvent.WorkplaceContactStated("b", false);
    Histories other = account("b", CHICAGO).tell(NOON, prohibited);

    assertFalse(
        Debtor.under(limit, account().tell(BEFORE, allowed), other)
            .may(Action.CALL, Place.WORK, AFTER));
    assertFalse(
        Debtor.under(limit, account().tell(NOON, allowed), other)
            .may(Action.CALL, Place.WORK, AFTER));
    assertTrue(
        Debtor.under(limit, account().tell(AFTER, allowed), other)
            .may(Action.CALL, Place.WORK, AFTER));
  }

  private static Limit validation(boolean anyDispute) {
    return new StatusLimit.ValidationAndDispute(
        Set.of(Action.LETTER), anyDispute, Duration.ofDays(30));
  }

  private static Histories unvalidated() {
    return new Histories("a").tell(NOON, placement("a", ActorType.THIRD_PARTY, "US", Map.of()));
  }

  @Test
  void beforeTheValidationInformationOnlyWhatCarriesItMayGo() {
    Debtor before = Debtor.under(validation(true), unvalidated());
    Debtor after =
        Debtor.under(
            validation(true), unvalidated().tell(AFTER, new AccountEvent.ValidationSent("a")));

    assertEquals(Set.of("HC01"), before.forbids(Action.CALL, AFTER));
    assertTrue(before.may(Action.LETTER, AFTER));
    assertTrue(after.mayCall(AFTER));
  }

  @Test
  void anOpenDisputeStopsEvenWhatCarriesTheInformation() {
    Histories disputed = account().tell(BEFORE, new AccountEvent.DisputeOpened("a"));

    assertFalse(Debtor.under(validation(true), disputed).may(Action.LETTER, NOON));
    assertFalse(Debtor.under(validation(true), disputed).mayCall(NOON));
    disputed.tell(NOON, new AccountEvent.VerificationSent("a"));
    assertTrue(Debtor.under(validation(true), disputed).mayCall(AFTER));
    disputed.tell(NOON, new AccountEvent.DisputeOpened("a"));
    disputed.tell(AFTER, new AccountEvent.DisputeResolved("a"));
    assertTrue(Debtor.under(validation(true), disputed).mayCall(AFTER));
  }

  /// Validated on 2 January at midnight: the period of thirty days ends on 1 February at midnight.
  @Test
  void aLateDisputeStopsOnlyWhereEveryDisputeDoes() {
    Histories within =
        account().tell("2026-01-31T23:59:59.999Z", new AccountEvent.DisputeOpened("a"));
    Histories late = account().tell("2026-02-01T00:00:00Z", new AccountEvent.DisputeOpened("a"));

    assertFalse(Debtor.under(validation(false), within).mayCall(NOON));
    assertTrue(Debtor.under(validation(false), late).mayCall(NOON));
    assertFalse(Debtor.under(validation(true), late).mayCall(NOON));
    assertFalse(
        Debtor.under(
                validation(false), unvalidated().tell(AFTER, new AccountEvent.DisputeOpened("a")))
            .may(Action.LETTER, AFTER));
  }

  @Test
  void aPeriodMustBePositive() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new StatusLimit.ValidationAndDispute(Set.of(), true, Duration.ZERO));
  }

  @Test
  void aVulnerableDebtorIsLeftToPeopleUntilThatEnds() {
    Limit limit = new StatusLimit.TailoredRoute();
    Histories reported = account().tell(NOON, new AccountEvent.VulnerabilityReported("a"));

    assertTrue(Debtor.under(limit, account()).mayCall(NOON));
    assertEquals(Set.of("HC01"), Debtor.under(limit, reported).forbids(Action.CALL, NOON));
    assertFalse(Debtor.under(limit, account("b", CHICAGO), reported).mayCall(NOON));
    assertFalse(
        Debtor.under(
                limit,
                reported,
                account("b", CHICAGO).tell(NOON, new AccountEvent.VulnerabilityEnded("b")))
            .mayCall(NOON));
    assertTrue(
        Debtor.under(
                limit,
                reported,
                account("b", CHICAGO).tell(AFTER, new AccountEvent.VulnerabilityEnded("b")))
            .mayCall(AFTER));
    assertFalse(
        Debtor.under(
                limit,
                reported,
                account("b", CHICAGO).tell(BEFORE, new AccountEvent.VulnerabilityEnded("b")))
            .mayCall(AFTER));
  }

  @Test
  void withoutPlacementZoneStatusOrConsentNothingIsAllowed() {
    Limit limit = new StatusLimit.UnknownInput(Set.of(Action.CALL, Action.SMS));
    Histories silent =
        new Histories("a").tell(NOON, placement("a", ActorType.CREDITOR, "US", Map.of()));
    Histories granted =
        new Histories("a")
            .tell(
                NOON,
                placement("a", ActorType.CREDITOR, "US", Map.of(Channel.CALL, Consent.GRANTED)));

    assertEquals(
        Set.of("HC01"), Debtor.under(limit, new Histories("a")).forbids(Action.LETTER, NOON));
    assertFalse(Debtor.under(limit, account("a")).may(Action.LETTER, NOON));
    assertFalse(Debtor.under(limit, account("a"), account("b", CHICAGO)).may(Action.LETTER, NOON));
    assertFalse(Debtor.under(limit, silent).mayCall(NOON));
    assertTrue(Debtor.under(limit, silent).may(Action.LETTER, NOON));
    assertTrue(Debtor.under(limit, granted).mayCall(NOON));
    assertFalse(Debtor.under(limit, granted).may(Action.SMS, NOON));
  }

  /// A snapshot as of a later instant than all that is known says nothing of today.
  @Test
  void aSnapshotOfTheFutureIsNoStatusOfTheDebt() {
    Histories account =
        new Histories("a").tell(BEFORE, later(placement("a", ActorType.CREDITOR, "US", Map.of())));

    assertFalse(
        Debtor.under(new StatusLimit.UnknownInput(Set.of()), account).may(Action.LETTER, BEFORE));
    assertTrue(
        Debtor.under(new StatusLimit.UnknownInput(Set.of()), account)
            .may(Action.LETTER, "2026-07-16T17:00:00Z"));
  }

  private static AccountEvent.Placed later(AccountEvent.Placed placed) {
    return new AccountEvent.Placed(
        placed.accountId(),
        placed.debtorId(),
        new AccountEvent.Snapshot(
            java.time.Instant.parse("2026-07-16T17:00:00Z"), 1_000, "USD", 1, null, null),
        placed.actorType(),
        placed.jurisdiction(),
        placed.timeZones(),
        placed.consents(),
        null,
        null,
        null,
        null,
        null);
  }

  /// Sent on Wednesday, 1 July, and received on the 8th, the fifth business day; the period ends
  /// with 7 August in Chicago. Where the 3rd is kept for Independence Day, all is a day later.
  @ParameterizedTest
  @CsvSource({
    ", 2026-08-08T04:59:59.999Z, 2026-08-08T05:00:00Z",
    "us, 2026-08-09T04:59:59.999Z, 2026-08-09T05:00:00Z"
  })
  void aDisputeInTheThirtyDaysAfterTheReceiptBlocksAndNoLaterOne(
      @Nullable String calendar, String inTime, String late) {
    Limit limit =
        new StatusLimit.ValidationAndDispute(
            Set.of(Action.LETTER),
            false,
            Duration.ofDays(30),
            5,
            calendar == null ? null : new Holidays(calendar, null, null, null, null));
    String at = "2026-08-15T17:00:00Z";

    assertFalse(Debtor.under(limit, disputed(inTime)).mayCall(at));
    assertTrue(Debtor.under(limit, disputed(late)).mayCall(at));
  }

  private static Histories disputed(String at) {
    return new Histories("a")
        .tell("2026-06-01T00:00:00Z", placement("a", ActorType.THIRD_PARTY, "US", Map.of()))
        .tell("2026-07-01T18:00:00Z", new AccountEvent.ValidationSent("a"))
        .tell(at, new AccountEvent.DisputeOpened("a"));
  }

  @ParameterizedTest
  @EnumSource(Limit.Scope.class)
  void consentTakenBackOnAnotherDebtCountsWhereTheDebtorDoes(Limit.Scope scope) {
    Limit limit =
        new ChannelLimit.RevokedConsent(
            Set.of(ReplyWord.STOP), Set.of(Channel.SMS, Channel.CALL), scope);
    Histories other =
        account("b", CHICAGO).tell(BEFORE, new ReplyReceived("b", Channel.SMS, ReplyWord.STOP));

    assertEquals(scope != Limit.Scope.DEBTOR, Debtor.under(limit, account(), other).mayCall(NOON));
    assertFalse(
        Debtor.under(
                limit, account().tell(BEFORE, new ReplyReceived("a", Channel.SMS, ReplyWord.STOP)))
            .mayCall(NOON));
  }
}
