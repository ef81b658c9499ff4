package io.quittance.core.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Histories;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountEvent.Snapshot;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.core.vocabulary.Consent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactPolicyTest {

  private static final PolicyPack PACK = Packs.without("us-reg-f", "HC06", "HC13", "HC17");
  private static final String NOON = "2026-07-15T17:00:00Z";
  private static final Set<Action> ALL =
      Set.of(Action.LETTER, Action.EMAIL, Action.SMS, Action.CALL);

  private static Histories placed() {
    return new Histories("a").placed("2026-01-02T00:00:00Z", "America/Chicago");
  }

  private static PolicyVerdict verdict(Histories history, String at) {
    return ContactPolicy.evaluate(
        Policy.of(PACK), DebtorContext.of(history.state()), Instant.parse(at));
  }

  private static Set<String> rules(PolicyVerdict verdict, Action action) {
    return verdict.blocked().stream()
        .filter(blocked -> blocked.action() == action)
        .map(Blocked::ruleId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static @Nullable Instant until(PolicyVerdict verdict, Action action, String rule) {
    return verdict.blocked().stream()
        .filter(blocked -> blocked.action() == action && blocked.ruleId().equals(rule))
        .findFirst()
        .orElseThrow()
        .until();
  }

  private static String window(PolicyVerdict verdict, Action action) {
    ContactWindow window = verdict.window(action);
    return window == null ? "none" : window.notBefore() + " " + window.notAfter();
  }

  private static void assertAllBlockedBy(String rule, PolicyVerdict verdict) {
    assertEquals(Set.of(Action.NO_CONTACT), verdict.permitted().keySet());
    for (Action action : ALL) {
      assertTrue(rules(verdict, action).contains(rule), action + " " + verdict.blocked());
      assertNull(until(verdict, action, rule));
    }
  }

  @Test
  void nothingBlocksAnAccountWithEveryConsentAtNoon() {
    PolicyVerdict verdict = verdict(placed(), NOON);

    assertEquals(List.of(), verdict.blocked());
    assertEquals("2026-07-15T17:00:00Z 2026-07-16T02:00:00Z", window(verdict, Action.CALL));
    assertEquals("2026-07-15T17:00:00Z 2026-07-16T17:00:00Z", window(verdict, Action.LETTER));
    assertEquals(40 + 194, verdict.daysPastDue());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-07-15T12:59:59.999Z, 2026-07-15T13:00:00Z, 2026-07-16T02:00:00Z",
    "2026-07-15T13:00:00Z,     2026-07-15T13:00:00Z, 2026-07-16T02:00:00Z",
    "2026-07-16T01:30:00Z,     2026-07-16T01:30:00Z, 2026-07-16T02:00:00Z",
    "2026-07-16T01:30:00.001Z, 2026-07-16T13:00:00Z, 2026-07-17T02:00:00Z",
    "2026-07-16T01:59:59.999Z, 2026-07-16T13:00:00Z, 2026-07-17T02:00:00Z",
    "2026-07-16T02:00:00Z,     2026-07-16T13:00:00Z, 2026-07-17T02:00:00Z",
    // the night of spring forward: 08:00 is 13:00Z (CDT), the evening before 21:00 was 03:00Z (CST)
    "2026-03-08T03:00:00Z,     2026-03-08T13:00:00Z, 2026-03-09T02:00:00Z",
    "2026-03-07T14:00:00Z,     2026-03-07T14:00:00Z, 2026-03-08T03:00:00Z",
    // the night of fall back: 08:00 is 14:00Z (CST)
    "2026-11-01T02:00:00Z,     2026-11-01T14:00:00Z, 2026-11-02T03:00:00Z"
  })
  void messagesGoOutFromEightToNineLocalTime(String at, String from, String to) {
    PolicyVerdict verdict = verdict(placed(), at);

    assertEquals(from + " " + to, window(verdict, Action.SMS));
    assertEquals(from + " " + to, window(verdict, Action.EMAIL));
  }

  @Test
  void allZonesMustAllowTheInstant() {
    Histories coast =
        new Histories("a").placed("2026-01-02T00:00:00Z", "America/New_York", "Pacific/Honolulu");
    Histories apart =
        new Histories("a").placed("2026-01-02T00:00:00Z", "America/New_York", "Asia/Shanghai");

    assertEquals(
        "2026-07-15T18:00:00Z 2026-07-16T01:00:00Z", window(verdict(coast, NOON), Action.SMS));
    assertEquals(
        "2026-07-16T00:00:00Z 2026-07-16T01:00:00Z", window(verdict(apart, NOON), Action.SMS));
  }

  @Test
  void zonesThatNeverShareAnAllowedHourBlockForGood() {
    Histories never =
        new Histories("a")
            .placed(
                "2026-01-02T00:00:00Z", "Pacific/Honolulu", "Europe/Istanbul", "America/Sao_Paulo");

    PolicyVerdict verdict = verdict(never, NOON);

    assertEquals(Set.of("HC01"), rules(verdict, Action.SMS));
    assertNull(until(verdict, Action.SMS, "HC01"));
    assertTrue(verdict.permits(Action.LETTER));
  }

  @Test
  void theEighthCallWithinSevenDaysWaitsForTheDayOnWhichTheFirstLeavesTheWindow() {
    Histories history = placed();
    for (int day = 9; day <= 15; day++) {
      history.called(
          Instant.parse("2026-07-%02dT16:00:00Z".formatted(day)), ContactResult.NO_ANSWER);
    }

    PolicyVerdict blocked = verdict(history, "2026-07-15T04:00:00Z");
    PolicyVerdict soon = verdict(history, "2026-07-15T22:00:00Z");

    assertEquals(Set.of("HC03"), rules(blocked, Action.CALL));
    assertEquals(Instant.parse("2026-07-16T05:00:00Z"), until(blocked, Action.CALL, "HC03"));
    assertEquals("2026-07-16T13:00:00Z 2026-07-17T02:00:00Z", window(soon, Action.CALL));
    assertTrue(blocked.permits(Action.SMS));
  }

  @Test
  void callsThatDidNotConnectAreNotCountedButKeepTheGap() {
    Histories history = placed();
    for (int day = 9; day <= 15; day++) {
      history.called(
          Instant.parse("2026-07-%02dT16:00:00Z".formatted(day)), ContactResult.NOT_CONNECTED);
    }

    PolicyVerdict verdict = verdict(history, NOON);

    assertEquals("2026-07-15T20:00:00Z 2026-07-16T02:00:00Z", window(verdict, Action.CALL));
  }

  @Test
  void afterAConversationOnMondayTheNextCallIsOnMonday() {
    Histories history =
        placed()
            .tell("2026-07-13T23:30:00Z", new Outcome.RightPartyContact("a", Channel.CALL, null));

    PolicyVerdict sunday = verdict(history, "2026-07-19T03:59:00Z");
    PolicyVerdict soon = verdict(history, "2026-07-19T13:00:00Z");

    assertEquals(Set.of("HC04"), rules(sunday, Action.CALL));
    assertEquals(Instant.parse("2026-07-20T05:00:00Z"), until(sunday, Action.CALL, "HC04"));
    assertEquals("2026-07-20T13:00:00Z 2026-07-21T02:00:00Z", window(soon, Action.CALL));
  }

  @Test
  void afterTwoCallsTheNextIsTomorrow() {
    Histories history =
        placed()
            .called(Instant.parse("2026-07-15T13:00:00Z"), ContactResult.BUSY)
            .called(Instant.parse("2026-07-15T17:00:00Z"), ContactResult.BUSY);

    assertEquals(
        "2026-07-16T13:00:00Z 2026-07-17T02:00:00Z", window(verdict(history, NOON), Action.CALL));
  }

  @Test
  void aRefusedWayIsBlockedAtOnceForAllAccountsUntilItIsGrantedAgain() {
    Histories other = new Histories("b").placed("2026-01-02T00:00:00Z", "America/Chicago");
    other.tell("2026-07-15T16:59:59Z", new Outcome.OptedOut("b", Channel.SMS));
    other.tell("2026-07-15T17:30:00Z", new Outcome.OptedOut("b", Channel.LETTER));
    Histories again = new Histories("c").placed("2026-07-15T16:59:59Z", "America/Chicago");
    Instant at = Instant.parse(NOON);

    PolicyVerdict refused =
        ContactPolicy.evaluate(
            Policy.of(PACK),
            DebtorContext.of(placed().state(), List.of(other.state(), again.state())),
            at);
    PolicyVerdict granted =
        ContactPolicy.evaluate(
            Policy.of(PACK),
            DebtorContext.of(
                placed()
                    .tell(NOON, new AccountEvent.ConsentChanged("a", Channel.SMS, Consent.GRANTED))
                    .state(),
                List.of(other.state())),
            at);

    assertEquals(Set.of("HC09"), rules(refused, Action.SMS));
    assertEquals(Set.of("HC08"), rules(refused, Action.LETTER));
    assertTrue(refused.permits(Action.CALL));
    assertTrue(granted.permits(Action.SMS));
  }

  @Test
  void ceaseAttorneyBankruptcyAndDeathStopAllAccountsOfTheDebtor() {
    for (Map.Entry<String, AccountEvent> status :
        Map.of(
                "HC10", new AccountEvent.CeaseRequested("b"),
                "HC11", new AccountEvent.AttorneyRetained("b"),
                "HC16a", (AccountEvent) new AccountEvent.BankruptcyFiled("b"))
            .entrySet()) {
      Histories other = new Histories("b").tell("2026-07-16T00:00:00Z", status.getValue());

      PolicyVerdict verdict =
          ContactPolicy.evaluate(
              Policy.of(PACK),
              DebtorContext.of(placed().state(), List.of(other.state())),
              Instant.parse(NOON));

      assertAllBlockedBy(status.getKey(), verdict);
    }
    assertAllBlockedBy(
        "HC16c", verdict(placed().tell(NOON, new AccountEvent.DeceasedReported("a")), NOON));
    assertAllBlockedBy(
        "HC16c", verdict(placed().tell(NOON, new AccountEvent.IdentityTheftReported("a")), NOON));
  }

  @Test
  void aDisputeStopsUntilItIsVerifiedOrResolved() {
    Histories disputed = placed().tell("2026-07-01T00:00:00Z", new AccountEvent.DisputeOpened("a"));

    assertAllBlockedBy("HC14", verdict(disputed, NOON));
    assertEquals(
        List.of(),
        verdict(disputed.tell("2026-07-02T00:00:00Z", new AccountEvent.VerificationSent("a")), NOON)
            .blocked());
    assertAllBlockedBy(
        "HC14",
        verdict(disputed.tell("2026-07-03T00:00:00Z", new AccountEvent.DisputeOpened("a")), NOON));
    assertEquals(
        List.of(),
        verdict(disputed.tell("2026-07-04T00:00:00Z", new AccountEvent.DisputeResolved("a")), NOON)
            .blocked());
  }

  @Test
  void paidAndClosedAccountsAreLeftAlone() {
    assertAllBlockedBy(
        "HC16",
        verdict(
            placed()
                .tell(
                    "2026-07-01T00:00:00Z", new Outcome.PaymentReceived("a", "p", 100_000, "USD")),
            NOON));
    assertAllBlockedBy(
        "HC16d",
        verdict(
            placed()
                .tell("2026-07-01T00:00:00Z", new AccountEvent.Closed("a", CloseReason.RECALLED)),
            NOON));
  }

  @Test
  void withoutValidationOnlyALetterMayGoAndACreditorIsNotBound() {
    PolicyVerdict collector = verdict(bare(ActorType.THIRD_PARTY, consents()), NOON);
    PolicyVerdict creditor = verdict(bare(ActorType.CREDITOR, consents()), NOON);

    assertEquals(Set.of(Action.NO_CONTACT, Action.LETTER), collector.permitted().keySet());
    assertEquals(Set.of("HC14"), rules(collector, Action.CALL));
    assertEquals(5, creditor.permitted().size());
  }

  @Test
  void whatIsUnknownIsNotPermitted() {
    Histories zoneless = new Histories("a").placed("2026-01-02T00:00:00Z");
    PolicyVerdict silent = verdict(bare(ActorType.CREDITOR, Map.of()), NOON);

    assertAllBlockedBy("HC23", verdict(zoneless, NOON));
    assertAllBlockedBy(
        "HC23", verdict(new Histories("a").tell(NOON, new AccountEvent.ReviewDue("a")), NOON));
    assertAllBlockedBy("HC23", verdict(new Histories("a"), NOON));
    assertEquals(Set.of(Action.NO_CONTACT, Action.LETTER), silent.permitted().keySet());
    assertEquals(Set.of("HC23"), rules(silent, Action.EMAIL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2021-11-29T23:59:59Z", "2000-01-01T00:00:00Z"})
  void beforeThePackIsInForceNothingIsPermitted(String at) {
    assertAllBlockedBy("PACK", verdict(placed(), at));
  }

  @Test
  void theTaiwanPackPermitsWhatItsAssumptionsGrant() {
    Histories client =
        new Histories("a")
            .tell(
                "2026-01-02T00:00:00Z",
                new AccountEvent.Placed(
                    "a",
                    "d",
                    new Snapshot(
                        Instant.parse("2026-01-02T00:00:00Z"), 5_000_000, "TWD", 0, null, null),
                    ActorType.CREDITOR,
                    "TW",
                    List.of("Asia/Taipei"),
                    consents(),
                    null,
                    null,
                    null,
                    null,
                    null));

    PolicyVerdict verdict =
        ContactPolicy.evaluate(
            Policy.of(PolicyPack.builtIn("taiwan-replay")),
            DebtorContext.of(client.state()),
            Instant.parse("2026-01-03T04:00:00Z"));

    assertEquals(List.of(), verdict.blocked());
    assertEquals("2026-01-03T04:00:00Z 2026-01-03T13:00:00Z", window(verdict, Action.CALL));
    assertEquals(0, verdict.daysPastDue());
  }

  @Test
  void hardshipOnAnyAccountIsTold() {
    Histories other =
        new Histories("b").tell("2026-07-01T00:00:00Z", new AccountEvent.HardshipReported("b"));

    PolicyVerdict verdict =
        ContactPolicy.evaluate(
            Policy.of(PACK),
            DebtorContext.of(placed().state(), List.of(other.state())),
            Instant.parse(NOON));

    assertTrue(verdict.hardship());
    assertTrue(!verdict(placed(), NOON).hardship());
  }

  private static Map<Channel, Consent> consents() {
    return Map.of(
        Channel.CALL,
        Consent.GRANTED,
        Channel.SMS,
        Consent.GRANTED,
        Channel.EMAIL,
        Consent.GRANTED);
  }

  private static Histories bare(ActorType actor, Map<Channel, Consent> consents) {
    Instant at = Instant.parse("2026-07-01T00:00:00Z");
    return new Histories("a")
        .tell(
            at,
            new AccountEvent.Placed(
                "a",
                "d",
                new Snapshot(at, 1_000, "USD", 5, null, null),
                actor,
                "US",
                List.of("America/Chicago"),
                consents,
                null,
                null,
                null,
                null,
                null));
  }
}
