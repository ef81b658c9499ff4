package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.account;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.Histories;
import io.quittance.core.event.AccountEvent.NumberChecked;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// HC13a: a number at which somebody else was reached is not used until it is checked again. With
/// HC05, earlier attempts on it count for nothing.
class DisprovedNumberTest {

  private static final Limit DISPROVED =
      new ChannelLimit.DisprovedNumber(Set.of(Channel.CALL, Channel.SMS));

  private static final String FOUND = "2026-07-10T17:00:00Z";
  private static final String LATER = "2026-07-12T17:00:00Z";

  private static Histories reached(Histories history, String at, @Nullable String number) {
    return tried(history, at, number, ContactResult.WRONG_PARTY);
  }

  private static Histories tried(
      Histories history, String at, @Nullable String number, ContactResult result) {
    return history.tell(
        at,
        new Outcome.ContactAttempted(
            "a", Channel.CALL, result, null, null, Place.MOBILE, null, number));
  }

  private static boolean may(Histories told, Action action, @Nullable String number, String at) {
    Debtor debtor = Debtor.under(DISPROVED, told);
    return ContactPolicy.permit(
            debtor.policy(),
            debtor.context(),
            action,
            Place.MOBILE,
            number,
            Instant.parse(at),
            List.of())
        instanceof PermitVerdict.Granted;
  }

  @Test
  void aNumberIsUsedUntilSomebodyElseIsReachedThere() {
    assertTrue(may(account(), Action.CALL, "n-1", LATER));
    assertTrue(may(account(), Action.CALL, null, LATER));
    Histories found = reached(account(), FOUND, "n-1");

    assertFalse(may(found, Action.CALL, "n-1", LATER));
    assertTrue(may(found, Action.CALL, "n-2", LATER));
    assertFalse(may(found, Action.CALL, null, LATER), "a number that is not named may be that one");
  }

  @Test
  void aNumberIsTheSameOnEveryChannelAndTheOnlyOneOfAChannelIsNot() {
    assertFalse(may(reached(account(), FOUND, "n-1"), Action.SMS, "n-1", LATER));
    assertTrue(may(reached(account(), FOUND, null), Action.SMS, null, LATER));
    assertFalse(may(reached(account(), FOUND, null), Action.CALL, null, LATER));
    assertTrue(may(reached(account(), FOUND, "n-1"), Action.EMAIL, "n-1", LATER));
  }

  @Test
  void aNewerCheckMakesItTheDebtorsAgainAndOneOfTheSameInstantDoesNot() {
    Histories found = reached(account(), FOUND, "n-1");
    String before = "2026-07-10T16:59:59.999Z";
    String after = "2026-07-10T17:00:00.001Z";

    assertFalse(may(checked(found, before), Action.CALL, "n-1", LATER));
    assertFalse(may(checked(reached(account(), FOUND, "n-1"), FOUND), Action.CALL, "n-1", LATER));
    assertTrue(may(checked(reached(account(), FOUND, "n-1"), after), Action.CALL, "n-1", LATER));
  }

  private static Histories checked(Histories history, String at) {
    return history.tell(at, new NumberChecked("a", Channel.CALL, "n-1"));
  }

  @Test
  void theNewestOfSeveralFindingsCounts() {
    Histories twice =
        reached(
            checked(reached(account(), FOUND, "n-1"), "2026-07-10T18:00:00Z"),
            "2026-07-11T17:00:00Z",
            "n-1");

    assertFalse(may(twice, Action.CALL, "n-1", LATER));
  }

  @Test
  void aDecisionIsForTheBestNumberSoThatOneGoodNumberIsEnough() {
    Histories one = reached(account(), FOUND, "n-1");
    Histories two =
        reached(account(), FOUND, "n-1").tell(FOUND, new NumberChecked("a", Channel.CALL, "n-2"));

    assertEquals("[HC01]", Debtor.under(DISPROVED, one).window(Action.CALL, LATER));
    assertTrue(Debtor.under(DISPROVED, two).verdict(LATER).permits(Action.CALL));
  }

  // What is not counted

  private static final Policy ONE_A_WEEK =
      Debtor.policy(
          Debtor.rule(
              "HC03",
              new FrequencyLimit.ContactCap(
                  1,
                  7,
                  null,
                  Set.of(Channel.CALL),
                  Set.of(),
                  FrequencyLimit.Counting.ATTEMPTS,
                  Limit.Scope.DEBTOR)),
          Debtor.rule("HC05", new CountingRule.NotCounted(Set.of(), Set.of(), 0, true)));

  private static boolean mayCall(Histories told) {
    return Debtor.under(ONE_A_WEEK, told).mayCall(LATER);
  }

  @Test
  void attemptsOnANumberThatProvesToBeSomebodyElsesDoNotCount() {
    assertFalse(mayCall(tried(account(), FOUND, "n-1", ContactResult.NO_ANSWER)));
    assertTrue(mayCall(reached(account(), FOUND, null)));
    assertTrue(
        mayCall(
            reached(
                tried(account(), FOUND, "n-1", ContactResult.NO_ANSWER),
                "2026-07-11T17:00:00Z",
                "n-1")));
    assertTrue(
        mayCall(reached(tried(account(), FOUND, "n-1", ContactResult.NO_ANSWER), FOUND, "n-1")));
  }

  @Test
  void attemptsAfterTheFindingOrOnAnotherNumberCount() {
    assertFalse(
        mayCall(
            reached(
                tried(account(), FOUND, "n-1", ContactResult.NO_ANSWER),
                "2026-07-10T16:59:59.999Z",
                "n-1")));
    assertFalse(
        mayCall(
            reached(
                tried(account(), FOUND, "n-2", ContactResult.NO_ANSWER),
                "2026-07-11T17:00:00Z",
                "n-1")));
    assertFalse(
        mayCall(
            reached(
                tried(account(), FOUND, null, ContactResult.NO_ANSWER),
                "2026-07-11T17:00:00Z",
                "n-1")));
  }

  @Test
  void aCheckBetweenAttemptAndFindingMakesTheAttemptTheDebtors() {
    for (String between : List.of(FOUND, "2026-07-10T20:00:00Z", "2026-07-11T17:00:00Z")) {
      assertFalse(
          mayCall(
              reached(
                  checked(tried(account(), FOUND, "n-1", ContactResult.NO_ANSWER), between),
                  "2026-07-11T17:00:00Z",
                  "n-1")),
          between);
    }
    for (String outside : List.of("2026-07-10T16:59:59.999Z", "2026-07-11T17:00:00.001Z")) {
      assertTrue(
          mayCall(
              reached(
                  checked(tried(account(), FOUND, "n-1", ContactResult.NO_ANSWER), outside),
                  "2026-07-11T17:00:00Z",
                  "n-1")),
          outside);
    }
  }
}
