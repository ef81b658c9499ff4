package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.account;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.Histories;
import io.quittance.core.event.AccountEvent.BreathingSpaceEnded;
import io.quittance.core.event.AccountEvent.BreathingSpaceStarted;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.BreathingSpace;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// HC20. A breathing space that begins on 1 June (BST, so that days begin at 23:00Z) has its
/// sixtieth day on 31 July; it is over on 1 August.
class MoratoriumTest {

  private static final Limit SIXTY_DAYS = new TimeLimit.Moratorium(60, Duration.ofDays(30));
  private static final String LONDON = "Europe/London";
  private static final String BEGINS = "2026-06-01T12:00:00Z";

  private static Histories started(String id, BreathingSpace kind) {
    return account(id, LONDON).tell(BEGINS, new BreathingSpaceStarted(id, kind));
  }

  @Test
  void onTheSixtiethDayContactIsForbiddenOnTheSixtyFirstItIsNot() {
    Debtor debtor = Debtor.under(SIXTY_DAYS, started("a", BreathingSpace.STANDARD));

    assertFalse(debtor.mayCall(BEGINS));
    assertFalse(debtor.mayCall("2026-07-31T22:59:59.999Z"));
    assertTrue(debtor.mayCall("2026-07-31T23:00:00Z"));
    assertEquals(
        Set.of("HC01 until 2026-07-31T23:00:00Z"),
        debtor.forbids(Action.LETTER, "2026-07-15T12:00:00Z"));
    assertEquals("2026-07-31T23:00:00Z", debtor.next(Action.CALL, "2026-07-15T12:00:00Z"));
  }

  @Test
  void withoutABreathingSpaceNothingIsForbidden() {
    assertTrue(Debtor.under(SIXTY_DAYS, account("a", LONDON)).mayCall(BEGINS));
    assertTrue(Debtor.under(SIXTY_DAYS, account("a")).mayCall(BEGINS));
    assertTrue(
        Debtor.under(SIXTY_DAYS, account("a", LONDON).tell(BEGINS, new BreathingSpaceEnded("a")))
            .mayCall(BEGINS));
  }

  @Test
  void itHoldsForAllAccountsAndEndsForAll() {
    Histories other = started("b", BreathingSpace.STANDARD);

    assertFalse(
        Debtor.under(SIXTY_DAYS, account("a", LONDON), other).mayCall("2026-06-15T12:00:00Z"));
    Histories ended =
        account("a", LONDON).tell("2026-06-10T12:00:00Z", new BreathingSpaceEnded("a"));
    assertFalse(Debtor.under(SIXTY_DAYS, ended, other).mayCall("2026-06-10T11:59:59.999Z"));
    assertTrue(Debtor.under(SIXTY_DAYS, ended, other).mayCall("2026-06-10T12:00:00Z"));
  }

  @Test
  void itNeverEndsLaterThanItsLastDay() {
    Histories late =
        started("a", BreathingSpace.STANDARD)
            .tell("2026-09-01T12:00:00Z", new BreathingSpaceEnded("a"));

    assertTrue(Debtor.under(SIXTY_DAYS, late).mayCall("2026-07-31T23:00:00Z"));
  }

  @Test
  void anEndNotAfterTheBeginningEndsNothing() {
    Histories same =
        started("a", BreathingSpace.STANDARD).tell(BEGINS, new BreathingSpaceEnded("a"));

    assertFalse(Debtor.under(SIXTY_DAYS, same).mayCall("2026-06-15T12:00:00Z"));
  }

  @Test
  void aCrisisLastsUntilItsEndAndThirtyDaysMore() {
    Histories crisis = started("a", BreathingSpace.MENTAL_HEALTH_CRISIS);

    assertEquals(
        Set.of("HC01"),
        Debtor.under(SIXTY_DAYS, crisis).forbids(Action.CALL, "2027-06-01T12:00:00Z"));
    crisis.tell("2026-09-01T12:00:00Z", new BreathingSpaceEnded("a"));
    crisis.tell("2026-09-05T12:00:00Z", new BreathingSpaceEnded("a"));
    assertFalse(Debtor.under(SIXTY_DAYS, crisis).mayCall("2026-10-01T11:59:59.999Z"));
    assertTrue(Debtor.under(SIXTY_DAYS, crisis).mayCall("2026-10-01T12:00:00Z"));
  }

  @Test
  void ofTwoBreathingSpacesTheLaterEndHolds() {
    Histories twice =
        started("a", BreathingSpace.STANDARD)
            .tell("2026-06-10T12:00:00Z", new BreathingSpaceEnded("a"))
            .tell("2026-06-20T12:00:00Z", new BreathingSpaceStarted("a", BreathingSpace.STANDARD));
    Histories unended =
        started("a", BreathingSpace.STANDARD)
            .tell(
                "2026-06-20T12:00:00Z",
                new BreathingSpaceStarted("a", BreathingSpace.MENTAL_HEALTH_CRISIS));

    assertEquals(
        "2026-08-19T23:00:00Z",
        Debtor.under(SIXTY_DAYS, twice).next(Action.CALL, "2026-06-25T12:00:00Z"));
    assertEquals(
        "null", Debtor.under(SIXTY_DAYS, unended).next(Action.CALL, "2026-06-25T12:00:00Z"));
  }

  @Test
  void theDaysMustBeOverInEveryZoneAndWithoutOneTheyNeverAre() {
    Histories two =
        account("a", LONDON, "Asia/Tokyo")
            .tell(BEGINS, new BreathingSpaceStarted("a", BreathingSpace.STANDARD));
    Histories none =
        account("a").tell(BEGINS, new BreathingSpaceStarted("a", BreathingSpace.STANDARD));

    assertEquals(
        "2026-07-31T23:00:00Z",
        Debtor.under(SIXTY_DAYS, two).next(Action.CALL, "2026-06-25T12:00:00Z"));
    assertFalse(Debtor.under(SIXTY_DAYS, none).mayCall("2027-06-25T12:00:00Z"));
  }

  @Test
  void daysAreOneOrMoreAndTheTimeAfterACrisisIsNotNegative() {
    assertThrows(
        IllegalArgumentException.class, () -> new TimeLimit.Moratorium(0, Duration.ofDays(30)));
    assertThrows(
        IllegalArgumentException.class, () -> new TimeLimit.Moratorium(60, Duration.ofDays(-1)));
    assertEquals(Duration.ZERO, new TimeLimit.Moratorium(60, Duration.ZERO).afterCrisis());
  }
}
