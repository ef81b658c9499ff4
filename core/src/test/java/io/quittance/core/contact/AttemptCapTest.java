package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.CHICAGO;
import static io.quittance.core.contact.Debtor.account;
import static io.quittance.core.contact.Debtor.attempt;
import static io.quittance.core.contact.Debtor.placement;
import static io.quittance.core.contact.Debtor.policy;
import static io.quittance.core.contact.Debtor.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.Histories;
import io.quittance.core.debtor.ReservedPermit;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.pack.Rule;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// HC03 with its modifiers HC05 and HC06, and HC18.
class AttemptCapTest {

  private static final FrequencyLimit.AttemptCap SEVEN_IN_SEVEN =
      new FrequencyLimit.AttemptCap(7, Duration.ofDays(7), Set.of(Channel.CALL), Set.of());

  /// So many calls, a day apart, the first on 9 July at 16:00Z.
  private static Histories called(Histories account, int calls, ContactResult result) {
    for (int i = 0; i < calls; i++) {
      account.called(Instant.parse("2026-07-09T16:00:00Z").plus(Duration.ofDays(i)), result);
    }
    return account;
  }

  private static Histories called(int calls) {
    return called(account(), calls, ContactResult.NO_ANSWER);
  }

  private static Policy with(Limit... modifiers) {
    Rule[] rules = new Rule[modifiers.length + 1];
    rules[0] = rule("HC03", SEVEN_IN_SEVEN);
    for (int i = 0; i < modifiers.length; i++) {
      rules[i + 1] = rule("HC05" + (char) ('a' + i), modifiers[i]);
    }
    return policy(rules);
  }

  /// One call in so many days, and seven days after a request in which calls do not count.
  private static Policy onceIn(int days) {
    return policy(
        rule(
            "HC03",
            new FrequencyLimit.AttemptCap(
                1, Duration.ofDays(days), Set.of(Channel.CALL), Set.of())),
        rule("HC05", notCounted(Set.of(), Set.of(), 7)));
  }

  private static CountingRule.NotCounted notCounted(
      Set<ContactResult> results, Set<Recipient> recipients, int consentDays) {
    return new CountingRule.NotCounted(results, recipients, consentDays);
  }

  @Test
  void theSeventhCallIsAllowedAndTheEighthIsNot() {
    assertTrue(Debtor.under(with(), called(6)).mayCall("2026-07-15T15:00:00Z"));
    assertFalse(Debtor.under(with(), called(7)).mayCall("2026-07-15T17:00:00Z"));
    assertTrue(Debtor.under(with(), called(7)).may(Action.SMS, "2026-07-15T17:00:00Z"));
  }

  @Test
  void aCallLeavesTheWindowWhenSevenDaysHavePassed() {
    Debtor debtor = Debtor.under(with(), called(7));

    assertFalse(debtor.mayCall("2026-07-16T15:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-07-16T16:00:00Z"));
    assertEquals(
        Set.of("HC03 until 2026-07-16T16:00:00Z"),
        debtor.forbids(Action.CALL, "2026-07-15T17:00:00Z"));
    assertEquals("2026-07-16T16:00:00Z", debtor.next(Action.CALL, "2026-07-15T17:00:00Z"));
  }

  @Test
  void withMoreThanTheCapTheOldestOfTheLastSevenCounts() {
    Debtor debtor = Debtor.under(with(), called(9));

    assertEquals("2026-07-18T16:00:00Z", debtor.next(Action.CALL, "2026-07-17T17:00:00Z"));
  }

  @Test
  void callsCountByTheirTimeInWhateverOrderTheyAreTold() {
    Histories account = account();
    for (int day = 15; day >= 9; day--) {
      account.called(
          Instant.parse("2026-07-%02dT16:00:00Z".formatted(day)), ContactResult.NO_ANSWER);
    }

    assertEquals(
        "2026-07-16T16:00:00Z",
        Debtor.under(with(), account).next(Action.CALL, "2026-07-15T17:00:00Z"));
  }

  @Test
  void callsOfSeveralAccountsCountInTheOrderOfTheirTimes() {
    Histories own = account();
    Histories other = account("b", CHICAGO);
    for (int day = 9; day <= 15; day++) {
      (day < 12 ? other : own)
          .called(Instant.parse("2026-07-%02dT16:00:00Z".formatted(day)), ContactResult.NO_ANSWER);
    }

    assertEquals(
        "2026-07-16T16:00:00Z",
        Debtor.under(with(), own, other).next(Action.CALL, "2026-07-15T17:00:00Z"));
  }

  @Test
  void laterCallsThatAreKnownCount() {
    assertFalse(Debtor.under(with(), called(7)).mayCall("2026-07-10T00:00:00Z"));
  }

  @Test
  void allAccountsOfTheDebtorAreCountedUnlessARuleSaysOtherwise() {
    Histories other = called(account("b", CHICAGO), 7, ContactResult.BUSY);

    assertFalse(Debtor.under(with(), account(), other).mayCall("2026-07-15T17:00:00Z"));
    assertTrue(
        Debtor.under(with(new CountingRule.CountingScope(Limit.Scope.ACCOUNT)), account(), other)
            .mayCall("2026-07-15T17:00:00Z"));
  }

  private static Histories grouped(String id, @Nullable String group) {
    return new Histories(id)
        .tell(
            "2026-01-02T00:00:00Z",
            placement(id, ActorType.THIRD_PARTY, "US", Map.of(), group, null, null));
  }

  @ParameterizedTest
  @CsvSource({
    "loan, loan, false",
    "loan, card, true",
    "loan, ,     true",
    ",     loan, true",
    ",     ,     true"
  })
  void accountsOfOneGroupAreOneDebt(
      @Nullable String own, @Nullable String others, boolean allowed) {
    Policy perDebt = with(new CountingRule.CountingScope(Limit.Scope.DEBT));
    Histories other = called(grouped("b", others), 7, ContactResult.BUSY);

    assertEquals(
        allowed, Debtor.under(perDebt, grouped("a", own), other).mayCall("2026-07-15T17:00:00Z"));
  }

  @Test
  void anAccountThatIsNotPlacedCountsForEveryDebt() {
    Policy perDebt = with(new CountingRule.CountingScope(Limit.Scope.DEBT));
    Histories unplaced = called(new Histories("b"), 7, ContactResult.BUSY);

    assertFalse(
        Debtor.under(perDebt, grouped("a", null), unplaced).mayCall("2026-07-15T17:00:00Z"));
    assertFalse(
        Debtor.under(
                perDebt, new Histories("a"), called(grouped("b", "loan"), 7, ContactResult.BUSY))
            .mayCall("2026-07-15T17:00:00Z"));
  }

  @Test
  void theLatestPlacementSaysToWhichDebtAnAccountBelongs() {
    Histories moved =
        called(grouped("b", "loan"), 7, ContactResult.BUSY)
            .tell(
                "2026-07-01T00:00:00Z",
                placement("b", ActorType.THIRD_PARTY, "US", Map.of(), "card", null, null));
    Policy perDebt = with(new CountingRule.CountingScope(Limit.Scope.DEBT));

    assertTrue(Debtor.under(perDebt, grouped("a", "loan"), moved).mayCall("2026-07-15T17:00:00Z"));
  }

  @Test
  void ofSeveralScopesTheWidestHolds() {
    Histories other = called(account("b", CHICAGO), 7, ContactResult.BUSY);
    Limit account = new CountingRule.CountingScope(Limit.Scope.ACCOUNT);
    Limit debtor = new CountingRule.CountingScope(Limit.Scope.DEBTOR);

    assertFalse(
        Debtor.under(with(account, debtor), account(), other).mayCall("2026-07-15T17:00:00Z"));
    assertFalse(
        Debtor.under(with(debtor, account), account(), other).mayCall("2026-07-15T17:00:00Z"));
  }

  @Test
  void modifiersHoldForTheirOwnPackOnly() {
    Policy overlaid =
        Policy.of(
            Debtor.pack("base", rule("HC05", new CountingRule.CountingScope(Limit.Scope.ACCOUNT))),
            List.of(
                Debtor.overlay(
                    "over",
                    rule("HC03", SEVEN_IN_SEVEN),
                    rule("HC05", notCounted(Set.of(ContactResult.VOICEMAIL), Set.of(), 0)))));
    Histories busy = called(account("b", CHICAGO), 7, ContactResult.BUSY);
    Histories voicemail = called(account("b", CHICAGO), 7, ContactResult.VOICEMAIL);

    assertFalse(Debtor.under(overlaid, account(), busy).mayCall("2026-07-15T17:00:00Z"));
    assertTrue(Debtor.under(overlaid, account(), voicemail).mayCall("2026-07-15T17:00:00Z"));
  }

  @Test
  void modifiersOfAnAccountThatIsNotPlacedAreNotKnownToHold() {
    Policy loose = with(notCounted(Set.of(ContactResult.BUSY), Set.of(), 0));

    assertFalse(
        Debtor.under(loose, called(new Histories("a"), 7, ContactResult.BUSY))
            .mayCall("2026-07-15T17:00:00Z"));
    assertTrue(
        Debtor.under(loose, called(account(), 7, ContactResult.BUSY))
            .mayCall("2026-07-15T17:00:00Z"));
  }

  @Test
  void resultsAndRecipientsThatAreExceptedDoNotCount() {
    Policy loose =
        with(
            notCounted(Set.of(ContactResult.NOT_CONNECTED), Set.of(), 0),
            notCounted(Set.of(), Set.of(Recipient.ATTORNEY), 0));
    Histories account = called(4);
    account.called(Instant.parse("2026-07-13T16:00:00Z"), ContactResult.NOT_CONNECTED);
    account.tell(
        "2026-07-14T16:00:00Z",
        attempt("a", Channel.CALL, ContactResult.CONVERSATION, null, null, Recipient.ATTORNEY));
    account.called(Instant.parse("2026-07-14T18:00:00Z"), ContactResult.BUSY);
    account.called(Instant.parse("2026-07-14T20:00:00Z"), ContactResult.BUSY);

    assertTrue(Debtor.under(loose, account).mayCall("2026-07-15T17:00:00Z"));

    account.called(Instant.parse("2026-07-15T16:00:00Z"), ContactResult.BUSY);

    assertFalse(Debtor.under(loose, account).mayCall("2026-07-15T17:00:00Z"));
  }

  /// The debtor asked on 10 July (local date) at 15:00Z: day 7 is 16 July, which ends at 05:00Z of
  /// the 17th.
  @ParameterizedTest
  @CsvSource({
    "2026-07-10T14:59:59Z, false",
    "2026-07-10T15:00:00Z, true",
    "2026-07-17T04:59:59Z, true",
    "2026-07-17T05:00:00Z, false"
  })
  void callsAfterARequestAreNotCountedForSevenDays(String at, boolean excepted) {
    Policy one = onceIn(7);
    Histories account =
        account()
            .tell("2026-07-10T15:00:00Z", new AccountEvent.CallRequested("a"))
            .called(Instant.parse(at), ContactResult.BUSY);

    assertEquals(excepted, Debtor.under(one, account).mayCall("2026-07-17T06:00:00Z"));
  }

  @Test
  void aRequestHoldsForTheCallsOfItsOwnAccountInEveryZone() {
    Policy one =
        policy(
            rule(
                "HC03",
                new FrequencyLimit.AttemptCap(
                    1, Duration.ofDays(7), Set.of(Channel.CALL, Channel.SMS), Set.of())),
            rule("HC05", notCounted(Set.of(), Set.of(), 7)));
    AccountEvent requested = new AccountEvent.CallRequested("a");
    String asked = "2026-07-10T15:00:00Z";
    Instant called = Instant.parse("2026-07-11T15:00:00Z");
    String now = "2026-07-17T05:00:00Z";

    assertTrue(
        Debtor.under(one, account().tell(asked, requested).called(called, ContactResult.BUSY))
            .mayCall(now));
    assertFalse(
        Debtor.under(
                one,
                account().tell(asked, requested),
                account("b", CHICAGO).called(called, ContactResult.BUSY))
            .mayCall(now));
    assertFalse(
        Debtor.under(one, account("a").tell(asked, requested).called(called, ContactResult.BUSY))
            .mayCall(now));
    assertFalse(
        Debtor.under(
                one,
                account()
                    .tell(asked, requested)
                    .tell(
                        called,
                        attempt("a", Channel.SMS, ContactResult.DELIVERED, null, null, null)))
            .mayCall(now));
  }

  /// 12 CFR 1006.14(b)(3)(i), the other side: what the debtor asked for is not held by the cap
  /// either, from the request to the end of the seventh local day.
  @Test
  void aCallThatTheDebtorAskedForIsAllowedBeyondTheCap() {
    Policy one = onceIn(30);
    Debtor debtor =
        Debtor.under(
            one,
            account()
                .called(Instant.parse("2026-07-09T15:00:00Z"), ContactResult.BUSY)
                .tell("2026-07-10T15:00:00Z", new AccountEvent.CallRequested("a")));

    assertFalse(debtor.mayCall("2026-07-10T14:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-07-10T15:00:00Z"));
    assertTrue(debtor.mayCall("2026-07-17T04:59:59.999Z"));
    assertFalse(debtor.mayCall("2026-07-17T05:00:00Z"));
  }

  /// The debtor asked at 15:00Z of the 10th and was called at 15:00Z of the 12th. A conversation
  /// between the two has met the request; one before the request, or the call itself, has not.
  @ParameterizedTest
  @CsvSource({
    "2026-07-10T14:59:59.999Z, true",
    "2026-07-10T15:00:00Z,     true",
    "2026-07-10T15:00:00.001Z, false",
    "2026-07-12T14:59:59.999Z, false",
    "2026-07-12T15:00:00Z,     true",
    "2026-07-12T15:00:00.001Z, true"
  })
  void aCallAfterTheConversationThatMetTheRequestIsCounted(String conversation, boolean excepted) {
    Policy one = onceIn(7);
    Histories account =
        account()
            .tell("2026-07-10T15:00:00Z", new AccountEvent.CallRequested("a"))
            .tell(conversation, new Outcome.RightPartyContact("a", Channel.CALL, null))
            .called(Instant.parse("2026-07-12T15:00:00Z"), ContactResult.BUSY);

    assertEquals(excepted, Debtor.under(one, account).mayCall("2026-07-17T06:00:00Z"));
  }

  /// At 04:30Z of 17 July it is still 16 July, day 7, in Chicago, but 17 July in New York.
  @Test
  void theDaysAfterARequestAreOverWhenTheyAreOverInOneZone() {
    Policy one = onceIn(7);
    Histories account =
        account("a", "America/New_York", CHICAGO)
            .tell("2026-07-10T15:00:00Z", new AccountEvent.CallRequested("a"))
            .called(Instant.parse("2026-07-17T04:30:00Z"), ContactResult.BUSY);

    assertFalse(Debtor.under(one, account).mayCall("2026-07-17T06:00:00Z"));
  }

  @Test
  void anAttemptWithoutAResultCounts() {
    Policy loose = with(notCounted(Set.of(ContactResult.values()), Set.of(), 0));
    ReservedPermit[] reserved = new ReservedPermit[7];
    for (int i = 0; i < 7; i++) {
      reserved[i] =
          new ReservedPermit(
              "p" + i, "a", Channel.CALL, null, Instant.parse("2026-07-15T16:00:00Z"));
    }

    assertTrue(
        Debtor.under(loose, account())
                .permit(Action.CALL, Place.MOBILE, "2026-07-15T17:00:00Z", reserved)
            instanceof PermitVerdict.Refused);
  }

  @Test
  void onlyTheChannelsOfTheCapCountAndAreHeldToIt() {
    Histories account = account();
    for (int i = 0; i < 7; i++) {
      account.tell(
          Instant.parse("2026-07-15T16:00:00Z"),
          attempt("a", Channel.SMS, ContactResult.DELIVERED, null, null, null));
    }
    Limit both =
        new FrequencyLimit.AttemptCap(
            7, Duration.ofDays(7), Set.of(Channel.CALL, Channel.SMS), Set.of());

    assertTrue(Debtor.under(with(), account).mayCall("2026-07-15T17:00:00Z"));
    assertFalse(Debtor.under(both, account).mayCall("2026-07-15T17:00:00Z"));
    assertFalse(Debtor.under(both, account).may(Action.SMS, "2026-07-15T17:00:00Z"));
    assertTrue(Debtor.under(both, account).may(Action.EMAIL, "2026-07-15T17:00:00Z"));
  }

  /// HC18: two in seven days to home and mobile, two in thirty days elsewhere.
  @Test
  void massachusettsCountsTwoAtHomeInSevenDaysAndTwoElsewhereInThirty() {
    Policy massachusetts =
        policy(
            rule(
                "HC18a",
                new FrequencyLimit.AttemptCap(
                    2, Duration.ofDays(7), Set.of(Channel.CALL), Set.of(Place.HOME, Place.MOBILE))),
            rule(
                "HC18b",
                new FrequencyLimit.AttemptCap(
                    2,
                    Duration.ofDays(30),
                    Set.of(Channel.CALL),
                    Set.of(Place.WORK, Place.OTHER))));
    Debtor debtor =
        Debtor.under(
            massachusetts,
            account()
                .tell("2026-07-01T16:00:00Z", at(Place.WORK))
                .tell("2026-07-02T16:00:00Z", at(Place.OTHER))
                .tell("2026-07-08T16:00:00Z", at(Place.HOME))
                .tell("2026-07-09T16:00:00Z", at(Place.MOBILE)));

    assertFalse(debtor.may(Action.CALL, Place.HOME, "2026-07-15T15:59:59.999Z"));
    assertTrue(debtor.may(Action.CALL, Place.HOME, "2026-07-15T16:00:00Z"));
    assertEquals(
        Set.of("HC18b until 2026-07-31T16:00:00Z"),
        debtor.forbids(Action.CALL, Place.WORK, "2026-07-15T16:00:00Z"));
    assertFalse(debtor.may(Action.CALL, Place.OTHER, "2026-07-31T15:59:59.999Z"));
    assertTrue(debtor.may(Action.CALL, Place.OTHER, "2026-07-31T16:00:00Z"));
    assertEquals(
        Set.of("HC18b until 2026-07-31T16:00:00Z"),
        debtor.forbids(Action.CALL, null, "2026-07-15T16:00:00Z"));
    assertEquals(
        "2026-07-15T16:00:00Z 2026-07-16T16:00:00Z",
        debtor.window(Action.CALL, "2026-07-15T15:00:00Z"));
  }

  private static AccountFact at(@Nullable Place place) {
    return attempt("a", Channel.CALL, ContactResult.BUSY, null, place, null);
  }

  @Test
  void anAttemptAtAnUnknownPlaceCountsEverywhere() {
    Limit home =
        new FrequencyLimit.AttemptCap(
            1, Duration.ofDays(7), Set.of(Channel.CALL), Set.of(Place.HOME));
    Debtor debtor = Debtor.under(home, account().tell("2026-07-14T16:00:00Z", at(null)));

    assertFalse(debtor.may(Action.CALL, Place.HOME, "2026-07-15T16:00:00Z"));
    assertFalse(debtor.may(Action.CALL, null, "2026-07-15T16:00:00Z"));
    assertTrue(debtor.may(Action.CALL, Place.WORK, "2026-07-15T16:00:00Z"));
  }

  @Test
  void aCapThatCapsNothingIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new FrequencyLimit.AttemptCap(0, Duration.ofDays(7), Set.of(Channel.CALL), Set.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new FrequencyLimit.AttemptCap(1, Duration.ZERO, Set.of(Channel.CALL), Set.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new FrequencyLimit.AttemptCap(1, Duration.ofDays(7), Set.of(), Set.of()));
    assertThrows(IllegalArgumentException.class, () -> notCounted(Set.of(), Set.of(), 0));
    assertThrows(
        IllegalArgumentException.class, () -> notCounted(Set.of(ContactResult.BUSY), Set.of(), -1));
  }
}
