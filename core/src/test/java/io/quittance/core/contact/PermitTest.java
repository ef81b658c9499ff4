package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.CHICAGO;
import static io.quittance.core.contact.Debtor.account;
import static io.quittance.core.contact.Debtor.attempt;
import static io.quittance.core.contact.Debtor.policy;
import static io.quittance.core.contact.Debtor.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Histories;
import io.quittance.core.debtor.ReservedPermit;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Permits, what counts of them, and the next permitted instant.
class PermitTest {

  private static final Limit TWO =
      new FrequencyLimit.AttemptCap(2, Duration.ofDays(7), Set.of(Channel.CALL), Set.of());
  private static final Limit HOURS =
      new TimeLimit.QuietHours(LocalTime.of(8, 0), LocalTime.of(21, 0));
  private static final String NOON = "2026-07-15T17:00:00Z";
  private static final Instant EARLIER = Instant.parse("2026-07-15T15:00:00Z");

  private static ReservedPermit reserved(String permit, String account) {
    return new ReservedPermit(permit, account, Channel.CALL, Place.MOBILE, EARLIER);
  }

  private static boolean granted(Debtor debtor, ReservedPermit... reserved) {
    return debtor.permit(Action.CALL, Place.MOBILE, NOON, reserved)
        instanceof PermitVerdict.Granted;
  }

  @Test
  void outstandingPermitsCountAsAttempts() {
    Debtor debtor = Debtor.under(TWO, account());

    assertTrue(granted(debtor));
    assertTrue(granted(debtor, reserved("p1", "a")));
    assertFalse(granted(debtor, reserved("p1", "a"), reserved("p2", "a")));
    assertTrue(granted(debtor, reserved("p1", "a"), reserved("p1", "a")));
  }

  @Test
  void permitsOfOtherAccountsCountWhereTheScopeHasThem() {
    Policy perAccount =
        policy(
            rule("HC03", TWO), rule("HC06", new CountingRule.CountingScope(Limit.Scope.ACCOUNT)));
    Histories other = account("b", CHICAGO);

    assertFalse(
        granted(Debtor.under(TWO, account(), other), reserved("p1", "b"), reserved("p2", "b")));
    assertTrue(
        granted(
            Debtor.under(perAccount, account(), other), reserved("p1", "b"), reserved("p2", "b")));
    // a permit of an account that is not known is held against the one asked about
    assertFalse(
        granted(
            Debtor.under(perAccount, account(), other), reserved("p1", "c"), reserved("p2", "c")));
  }

  @Test
  void aPermitItsUseAndItsOutcomeAreOneAttempt() {
    AccountState used = account().state().permitUsed("p1", Channel.CALL, Place.MOBILE, EARLIER);
    Histories told =
        account().tell(EARLIER, attempt("a", Channel.CALL, ContactResult.BUSY, "p1", null, null));
    Debtor committed = new Debtor(policy(rule("HC03", TWO)), DebtorContext.of(used));

    assertTrue(granted(committed));
    assertTrue(granted(committed, reserved("p1", "a")));
    assertFalse(granted(committed, reserved("p2", "a")));
    assertTrue(granted(Debtor.under(TWO, told), reserved("p1", "a")));
    assertFalse(granted(Debtor.under(TWO, told), reserved("p2", "a")));
    AccountState both =
        told.state().permitUsed("p1", Channel.CALL, Place.MOBILE, EARLIER.plusSeconds(60));
    assertTrue(granted(new Debtor(policy(rule("HC03", TWO)), DebtorContext.of(both))));
  }

  @Test
  void severalOutcomesOfOnePermitAreSoManyAttempts() {
    Histories told =
        account()
            .tell(EARLIER, attempt("a", Channel.CALL, ContactResult.BUSY, "p1", null, null))
            .tell(EARLIER, attempt("a", Channel.CALL, ContactResult.BUSY, "p1", null, null));

    assertFalse(granted(Debtor.under(TWO, told)));
  }

  @Test
  void outcomesWithoutAPermitAreAttemptsOfTheirOwn() {
    Histories told =
        account()
            .called(EARLIER, ContactResult.BUSY)
            .called(EARLIER.plusSeconds(1), ContactResult.BUSY);

    assertFalse(granted(Debtor.under(TWO, told)));
  }

  @Test
  void theResultOfTheOutcomeTakesThePlaceOfTheUse() {
    Policy except =
        policy(
            rule(
                "HC03",
                new FrequencyLimit.AttemptCap(
                    1, Duration.ofDays(7), Set.of(Channel.CALL), Set.of())),
            rule(
                "HC05",
                new CountingRule.NotCounted(Set.of(ContactResult.NOT_CONNECTED), Set.of(), 0)));
    AccountState used = account().state().permitUsed("p1", Channel.CALL, Place.MOBILE, EARLIER);
    AccountState told =
        account()
            .tell(
                EARLIER.plusSeconds(60),
                attempt("a", Channel.CALL, ContactResult.NOT_CONNECTED, "p1", null, null))
            .state()
            .permitUsed("p1", Channel.CALL, Place.MOBILE, EARLIER);

    assertFalse(granted(new Debtor(except, DebtorContext.of(used))));
    assertTrue(granted(new Debtor(except, DebtorContext.of(told))));
  }

  @Test
  void thePlaceOfAPermitCounts() {
    Limit home =
        new FrequencyLimit.AttemptCap(
            1, Duration.ofDays(7), Set.of(Channel.CALL), Set.of(Place.HOME));
    Debtor debtor = Debtor.under(home, account());
    ReservedPermit work = new ReservedPermit("p", "a", Channel.CALL, Place.WORK, EARLIER);
    ReservedPermit unknown = new ReservedPermit("p", "a", Channel.CALL, null, EARLIER);

    assertInstanceOf(
        PermitVerdict.Granted.class, debtor.permit(Action.CALL, Place.HOME, NOON, work));
    assertInstanceOf(
        PermitVerdict.Refused.class, debtor.permit(Action.CALL, Place.HOME, NOON, unknown));
  }

  @Test
  void permitsKeepTheGap() {
    Limit gap = new FrequencyLimit.Cadence(Duration.ofHours(4), 2, Set.of(Channel.CALL));
    Debtor debtor = Debtor.under(gap, account());

    assertFalse(granted(debtor, reserved("p", "a")));
    assertTrue(
        granted(
            debtor,
            new ReservedPermit(
                "p", "a", Channel.CALL, null, Instant.parse("2026-07-15T13:00:00Z"))));
  }

  @Test
  void aPermitLastsNoLongerThanTheHorizon() {
    Debtor debtor = Debtor.under(new ChannelLimit.RefusedChannel(), account());

    assertEquals("2026-07-16T17:00:00Z", debtor.until(Action.LETTER, NOON));
  }

  @Test
  void aPermitIsGrantedForTheLastMinutesToo() {
    Debtor debtor = Debtor.under(HOURS, account());

    assertEquals("2026-07-16T02:00:00Z", debtor.until(Action.CALL, "2026-07-16T01:59:59.999Z"));
    assertEquals(
        "2026-07-16T13:00:00Z 2026-07-17T02:00:00Z",
        debtor.window(Action.CALL, "2026-07-16T01:59:59.999Z"));
  }

  @Test
  void noContactNeedsNoPermit() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Debtor.under(HOURS, account()).permit(Action.NO_CONTACT, null, NOON));
  }

  @Test
  void aRefusalNamesEveryRuleThatForbids() {
    Policy many =
        policy(
            rule("HC01", HOURS),
            rule("HC03", TWO),
            rule("HC10", new StatusLimit.StopStatus(Set.of(StatusLimit.Stop.CEASE))));
    Histories account =
        account()
            .called(EARLIER, ContactResult.BUSY)
            .called(EARLIER.plusSeconds(1), ContactResult.BUSY)
            .tell(EARLIER, new AccountEvent.CeaseRequested("a"));
    Debtor debtor = Debtor.under(many, account);

    assertEquals(
        Set.of("HC01 until 2026-07-16T13:00:00Z", "HC03 until 2026-07-22T15:00:00Z", "HC10"),
        debtor.forbids(Action.CALL, "2026-07-16T02:30:00Z"));
    assertEquals("null", debtor.next(Action.CALL, "2026-07-16T02:30:00Z"));
  }

  @Test
  void theNextInstantSatisfiesAllRulesOfTime() {
    Policy both = policy(rule("HC01", HOURS), rule("HC03", TWO));
    Histories account =
        account()
            .called(Instant.parse("2026-07-15T03:00:00Z"), ContactResult.BUSY)
            .called(EARLIER, ContactResult.BUSY);
    Debtor debtor = Debtor.under(both, account);

    assertEquals("2026-07-22T13:00:00Z", debtor.next(Action.CALL, NOON));
    assertEquals(
        new TreeMap<>(Map.of(Action.CALL, Instant.parse("2026-07-22T13:00:00Z"))),
        debtor.verdict(NOON).next());
    assertEquals("[HC03 until 2026-07-22T03:00:00Z]", debtor.window(Action.CALL, NOON));
  }

  @Test
  void theNextInstantLiesWithinSixtyDays() {
    Limit reached =
        new FrequencyLimit.AttemptCap(1, Duration.ofDays(60), Set.of(Channel.CALL), Set.of());
    Histories account = account().called(Instant.parse(NOON), ContactResult.BUSY);
    Debtor debtor = Debtor.under(reached, account);

    assertEquals("2026-09-13T17:00:00Z", debtor.next(Action.CALL, "2026-07-15T17:00:01Z"));
    assertEquals("null", debtor.next(Action.CALL, NOON));
    assertNull(debtor.verdict(NOON).next().get(Action.CALL));
    assertEquals("[HC01 until 2026-09-13T17:00:00Z]", debtor.window(Action.CALL, NOON));
  }

  @Test
  void rulesThatTogetherLeaveNoWindowNameTheOneThatMovedItLast() {
    Policy apart =
        policy(
            rule("HC01", new TimeLimit.QuietHours(LocalTime.of(8, 0), LocalTime.of(12, 0))),
            rule("HC19", new TimeLimit.QuietHours(LocalTime.of(12, 0), LocalTime.of(20, 0))));
    Debtor debtor = Debtor.under(apart, account());

    assertEquals("[HC01]", debtor.window(Action.CALL, "2026-07-15T13:00:00Z"));
    assertEquals(Map.of(), debtor.verdict("2026-07-15T13:00:00Z").next());
  }

  @Test
  void aWindowBeginsWithinTheHorizonOrTheActionIsBlockedUntilThen() {
    Policy free =
        policy(
            rule(
                "HC03",
                new FrequencyLimit.AttemptCap(
                    1, Duration.ofDays(7), Set.of(Channel.CALL), Set.of())));
    Histories account = account().called(Instant.parse("2026-07-09T17:00:00Z"), ContactResult.BUSY);
    Debtor debtor = Debtor.under(free, account);

    assertEquals("2026-07-16T17:00:00Z 2026-07-17T17:00:00Z", debtor.window(Action.CALL, NOON));
    assertEquals(
        "[HC03 until 2026-07-16T17:00:00Z]",
        debtor.window(Action.CALL, "2026-07-15T16:59:59.999Z"));
    assertEquals(
        List.of(Instant.parse("2026-07-16T17:00:00Z")),
        List.copyOf(debtor.verdict("2026-07-15T16:59:59.999Z").next().values()));
  }
}
