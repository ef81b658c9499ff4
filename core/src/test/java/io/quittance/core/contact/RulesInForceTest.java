package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.CHICAGO;
import static io.quittance.core.contact.Debtor.CONTACTS;
import static io.quittance.core.contact.Debtor.account;
import static io.quittance.core.contact.Debtor.pack;
import static io.quittance.core.contact.Debtor.placement;
import static io.quittance.core.contact.Debtor.policy;
import static io.quittance.core.contact.Debtor.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.Histories;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.Rule;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When, where and for whom a rule holds, and what becomes of windows when the law changes.
class RulesInForceTest {

  private static final Limit CEASE = new StatusLimit.StopStatus(Set.of(StatusLimit.Stop.CEASE));
  private static final Limit HOURS =
      new TimeLimit.QuietHours(LocalTime.of(8, 0), LocalTime.of(21, 0));
  private static final Rule ALWAYS = rule("HC08", new ChannelLimit.RefusedChannel());
  private static final String NOON = "2026-07-15T17:00:00Z";

  private static Histories ceased() {
    return account().tell("2026-02-01T00:00:00Z", new AccountEvent.CeaseRequested("a"));
  }

  private static Rule dated(String id, Limit limit, String from, @Nullable String to) {
    return rule(id, limit, from, to, List.of(), CONTACTS, Set.of());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-07-14T23:59:59.999Z, true",
    "2026-07-15T00:00:00Z,     false",
    "2026-07-19T23:59:59.999Z, false",
    "2026-07-20T00:00:00Z,     true"
  })
  void aRuleHoldsFromMidnightUtcOfItsFirstDayToThatAfterItsLast(String at, boolean allowed) {
    Debtor debtor =
        Debtor.under(policy(dated("HC10", CEASE, "2026-07-15", "2026-07-20")), ceased());

    assertEquals(allowed, debtor.mayCall(at));
  }

  @Test
  void aWindowEndsWhereARuleBegins() {
    Debtor begins =
        Debtor.under(policy(ALWAYS, dated("HC10", CEASE, "2026-07-16", null)), ceased());

    assertEquals("2026-07-16T00:00:00Z", begins.until(Action.CALL, NOON));
    assertEquals(NOON + " 2026-07-16T00:00:00Z", begins.window(Action.CALL, NOON));
  }

  @Test
  void aWindowBeginsWhereARuleEnds() {
    Debtor ends =
        Debtor.under(policy(ALWAYS, dated("HC10", CEASE, "2026-01-01", "2026-07-16")), ceased());

    assertEquals("2026-07-16T00:00:00Z 2026-07-17T00:00:00Z", ends.window(Action.CALL, NOON));
    assertEquals("2026-07-16T00:00:00Z", ends.next(Action.CALL, NOON));
  }

  @Test
  void aRuleThatBlocksNoLongerThanItIsInForceSaysSo() {
    Limit seven = new FrequencyLimit.AfterConversation(7);
    Histories spoken =
        account().called(Instant.parse("2026-07-14T17:00:00Z"), ContactResult.CONVERSATION);
    Debtor debtor = Debtor.under(policy(dated("HC04", seven, "2026-01-01", "2026-07-18")), spoken);

    assertEquals(Set.of("HC04 until 2026-07-18T00:00:00Z"), debtor.forbids(Action.CALL, NOON));
    assertEquals("[HC04 until 2026-07-18T00:00:00Z]", debtor.window(Action.CALL, NOON));
    assertEquals(
        Map.of(Action.CALL, Instant.parse("2026-07-18T00:00:00Z")),
        keep(debtor.verdict(NOON), Action.CALL));
    Debtor later = Debtor.under(policy(dated("HC04", seven, "2026-01-01", "2026-08-01")), spoken);
    assertEquals(Set.of("HC04 until 2026-07-21T05:00:00Z"), later.forbids(Action.CALL, NOON));
  }

  private static Map<Action, Instant> keep(PolicyVerdict verdict, Action action) {
    Instant next = verdict.next().get(action);
    return next == null ? Map.of() : Map.of(action, next);
  }

  @Test
  void aRuleThatEndsBeforeItIsAskedOfPlaysNoPart() {
    Debtor debtor =
        Debtor.under(policy(ALWAYS, dated("HC10", CEASE, "2026-01-01", "2026-07-15")), ceased());

    assertTrue(debtor.mayCall(NOON));
    assertEquals("2026-07-16T17:00:00Z", debtor.until(Action.CALL, NOON));
  }

  @Test
  void aModifierHoldsInItsOwnTimeToo() {
    Limit one =
        new FrequencyLimit.AttemptCap(1, Duration.ofDays(30), Set.of(Channel.CALL), Set.of());
    Limit busy = new CountingRule.NotCounted(Set.of(ContactResult.BUSY), Set.of(), 0);
    Policy until =
        policy(
            rule("HC03", one),
            rule("HC05", busy, "2026-01-01", "2026-07-16", List.of(), Set.of(), Set.of()));
    Histories called = account().called(Instant.parse("2026-07-14T17:00:00Z"), ContactResult.BUSY);
    Debtor debtor = Debtor.under(until, called);

    assertTrue(debtor.mayCall("2026-07-15T23:59:59Z"));
    assertFalse(debtor.mayCall("2026-07-16T00:00:00Z"));
    assertEquals("2026-07-16T00:00:00Z", debtor.until(Action.CALL, NOON));
  }

  @Test
  void withTooLittleTimeBeforeTheRulesChangeAContactIsBlocked() {
    PolicyPack base = pack("base", ALWAYS);
    Policy changing = Policy.of(base, List.of(), Instant.parse("2026-07-16T00:00:00Z"));
    Debtor debtor = Debtor.under(changing, account());
    Duration least = base.requireEconomics().timing().minimumWindow();
    String soon = Instant.parse("2026-07-16T00:00:00Z").minus(least).toString();
    String late = Instant.parse("2026-07-16T00:00:00Z").minus(least).plusMillis(1).toString();

    assertEquals(soon + " 2026-07-16T00:00:00Z", debtor.window(Action.CALL, soon));
    assertEquals("[PACK]", debtor.window(Action.CALL, late));
    Blocked blocked = debtor.verdict(late).blocked().getFirst();
    assertEquals("base", blocked.citation());
    assertTrue(blocked.text().contains("before the rules change"));
    // a permit needs no more than an instant
    assertEquals("2026-07-16T00:00:00Z", debtor.until(Action.CALL, late));
  }

  @Test
  void nothingIsFoundBeyondTheTimeOfThePolicy() {
    Policy changing =
        Policy.of(
            pack("base", rule("HC01", HOURS)), List.of(), Instant.parse("2026-07-16T13:00:00Z"));
    Debtor debtor = Debtor.under(changing, account());

    assertEquals("null", debtor.next(Action.CALL, "2026-07-16T03:00:00Z"));
    assertEquals("[HC01]", debtor.window(Action.CALL, "2026-07-16T03:00:00Z"));
    assertEquals("2026-07-16T02:00:00Z", debtor.until(Action.CALL, NOON));
    assertFalse(debtor.mayCall("2026-07-16T13:00:00Z"));
    assertEquals(Set.of("PACK"), debtor.forbids(Action.CALL, "2026-07-16T13:00:00Z"));
  }

  @Test
  void aWindowEndsWithItsPack() {
    PolicyPack whole = pack("base", ALWAYS);
    PolicyPack ended =
        new PolicyPack(
            whole.sha256(),
            "base",
            "1",
            "A pack",
            whole.jurisdictions(),
            LocalDate.parse("2026-07-15"),
            LocalDate.parse("2026-07-16"),
            List.of(),
            whole.economics(),
            whole.rules());
    Debtor debtor = Debtor.under(Policy.of(ended), account());

    assertEquals("2026-07-16T00:00:00Z", debtor.until(Action.CALL, NOON));
    assertEquals(Set.of("PACK"), debtor.forbids(Action.CALL, "2026-07-14T23:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-07-15T00:00:00Z"));
    assertTrue(debtor.mayCall("2026-07-15T23:59:59.999Z"));
    assertEquals(Set.of("PACK"), debtor.forbids(Action.CALL, "2026-07-16T00:00:00Z"));
    Policy replaced = Policy.of(ended, List.of(), Instant.parse("2026-07-15T20:00:00Z"));
    assertEquals(
        "2026-07-15T20:00:00Z", Debtor.under(replaced, account()).until(Action.CALL, NOON));
    Policy late = Policy.of(ended, List.of(), Instant.parse("2026-07-20T00:00:00Z"));
    assertEquals("2026-07-16T00:00:00Z", Debtor.under(late, account()).until(Action.CALL, NOON));
  }

  @Test
  void withoutAPackEveryContactIsBlocked() {
    Debtor debtor = Debtor.under(Policy.none(), account());
    PolicyVerdict verdict = debtor.verdict(NOON);

    assertEquals(Set.of(Action.NO_CONTACT), verdict.permitted().keySet());
    assertEquals(4, verdict.blocked().size());
    for (Blocked blocked : verdict.blocked()) {
      assertEquals("PACK", blocked.ruleId());
      assertEquals("none", blocked.citation());
      assertEquals("No policy pack is in force.", blocked.text());
      assertNull(blocked.until());
    }
    assertEquals(Map.of(), verdict.next());
    assertEquals(Set.of("PACK"), debtor.forbids(Action.CALL, NOON));
    assertEquals("null", debtor.next(Action.CALL, NOON));
  }

  @Test
  void allRulesOfAllPacksHold() {
    Limit india = new TimeLimit.QuietHours(LocalTime.of(8, 0), LocalTime.of(19, 0));
    Policy overlaid =
        Policy.of(
            pack("base", rule("HC01", HOURS)),
            List.of(
                Debtor.overlay("in", rule("HC01", india)),
                Debtor.overlay("o", rule("HC10", CEASE))));

    assertEquals(
        Set.of("HC01 until 2026-07-16T13:00:00Z"),
        Debtor.under(overlaid, account()).forbids(Action.CALL, "2026-07-16T01:00:00Z"));
    assertTrue(Debtor.under(overlaid, account()).mayCall("2026-07-15T23:59:59Z"));
    assertEquals(Set.of("HC10"), Debtor.under(overlaid, ceased()).forbids(Action.CALL, NOON));
  }

  private static Histories placed(ActorType actor, String jurisdiction) {
    return new Histories("a")
        .tell("2026-01-02T00:00:00Z", placement("a", actor, jurisdiction, Map.of()))
        .tell("2026-02-01T00:00:00Z", new AccountEvent.CeaseRequested("a"));
  }

  @ParameterizedTest
  @CsvSource({
    "US,    US,    false",
    "US,    US-MA, false",
    "US-MA, US,    true",
    "US-MA, US-MA, false",
    "US-MA, US-ME, true",
    "GB,    US,    true"
  })
  void aRuleHoldsInItsJurisdictionsAndTheirParts(String rule, String account, boolean allowed) {
    Policy there =
        policy(rule("HC10", CEASE, "2020-01-01", null, List.of("IN", rule), CONTACTS, Set.of()));

    assertEquals(
        allowed, Debtor.under(there, placed(ActorType.THIRD_PARTY, account)).mayCall(NOON));
  }

  @Test
  void inAnUnknownJurisdictionEveryRuleHolds() {
    Policy massachusetts =
        policy(rule("HC10", CEASE, "2020-01-01", null, List.of("US-MA"), CONTACTS, Set.of()));
    Histories unplaced =
        new Histories("a").tell("2026-02-01T00:00:00Z", new AccountEvent.CeaseRequested("a"));

    assertFalse(Debtor.under(massachusetts, unplaced).mayCall(NOON));
  }

  @Test
  void aRuleBindsItsActorsAndAnActorThatIsNotKnown() {
    Rule everyone = rule("HC10", CEASE);
    Rule collectors =
        new Rule(
            everyone.id(),
            everyone.title(),
            everyone.citation(),
            everyone.from(),
            null,
            Set.of(ActorType.THIRD_PARTY),
            List.of(),
            CONTACTS,
            Set.of(),
            everyone.text(),
            CEASE);
    Policy bound = policy(collectors);
    Histories unplaced =
        new Histories("a").tell("2026-02-01T00:00:00Z", new AccountEvent.CeaseRequested("a"));

    assertFalse(Debtor.under(bound, placed(ActorType.THIRD_PARTY, "US")).mayCall(NOON));
    assertTrue(Debtor.under(bound, placed(ActorType.CREDITOR, "US")).mayCall(NOON));
    assertFalse(Debtor.under(bound, unplaced).mayCall(NOON));
  }

  @Test
  void aRuleRestrictsItsActionsAlone() {
    Policy messages =
        policy(
            rule(
                "HC01",
                HOURS,
                "2020-01-01",
                null,
                List.of(),
                Set.of(Action.SMS, Action.EMAIL),
                Set.of()));
    Debtor debtor = Debtor.under(messages, account());

    assertFalse(debtor.may(Action.SMS, "2026-07-15T12:00:00Z"));
    assertTrue(debtor.mayCall("2026-07-15T12:00:00Z"));
  }

  @Test
  void theRulesOfBothPlacesHoldForWhoMoved() {
    Policy there =
        policy(rule("HC10", CEASE, "2020-01-01", null, List.of("US-MA"), CONTACTS, Set.of()));
    Histories moved =
        placed(ActorType.CREDITOR, "US-MA")
            .tell("2026-03-01T00:00:00Z", placement("a", ActorType.CREDITOR, "US-NY", Map.of()));

    Histories later =
        placed(ActorType.CREDITOR, "US-NY")
            .tell("2026-12-01T00:00:00Z", placement("a", ActorType.CREDITOR, "US-MA", Map.of()));

    assertFalse(Debtor.under(there, moved).mayCall(NOON));
    assertFalse(Debtor.under(there, later).mayCall(NOON));
    assertTrue(Debtor.under(there, placed(ActorType.CREDITOR, "US-NY")).mayCall(NOON));
  }

  @Test
  void zonesOfEarlierPlacementsStayCandidates() {
    Histories moved = account("a", "America/New_York").placed("2026-03-01T00:00:00Z", CHICAGO);
    Debtor debtor = Debtor.under(HOURS, moved);

    assertFalse(debtor.mayCall("2026-07-15T12:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-07-15T13:00:00Z"));
    assertFalse(debtor.mayCall("2026-07-16T01:00:00Z"));
  }

  @Test
  void zonesOfLaterPlacementsAreCandidatesToo() {
    Histories moving =
        account("a", "America/New_York").placed("2026-08-01T00:00:00Z", "America/Los_Angeles");
    Debtor debtor = Debtor.under(HOURS, moving);

    assertFalse(debtor.mayCall("2026-07-15T14:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-07-15T15:00:00Z"));
  }
}
