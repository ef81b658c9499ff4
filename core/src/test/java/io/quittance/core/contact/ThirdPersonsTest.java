package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.CONTACTS;
import static io.quittance.core.contact.Debtor.account;
import static io.quittance.core.contact.Debtor.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.AccountStateCodec;
import io.quittance.core.account.Histories;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Outcome;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.pack.Rule;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.ContactPurpose;
import io.quittance.core.vocabulary.ContactedPerson;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Contacts with persons other than the debtor: where the debtor is may be asked of each once, and
/// nobody is told of the debt.
class ThirdPersonsTest {

  private static final String FIRST = "2026-03-02T18:00:00Z";
  private static final String LATER = "2027-12-01T18:00:00Z";

  private static final Set<ContactedPerson> OTHERS =
      EnumSet.complementOf(EnumSet.of(ContactedPerson.DEBTOR));

  private static Rule of(Set<ContactedPerson> persons, String id, Limit limit) {
    Rule all = rule(id, new StatusLimit.StopStatus(Set.of(StatusLimit.Stop.CEASE)));
    return new Rule(
        id,
        all.title(),
        all.citation(),
        all.from(),
        null,
        all.actors(),
        List.of(),
        CONTACTS,
        Set.of(),
        all.text(),
        limit,
        Set.of(),
        false,
        null,
        persons);
  }

  private static Limit location(int max) {
    return new ChannelLimit.ThirdPersons(Set.of(ContactPurpose.LOCATION), max);
  }

  private static Outcome reached(String account, String ref, ContactedPerson relation) {
    return new Outcome.ThirdPersonContacted(
        account, Channel.CALL, ref, relation, ContactPurpose.LOCATION);
  }

  private static ThirdPerson neighbour(@Nullable String ref) {
    return new ThirdPerson(ref, ContactedPerson.OTHER, ContactPurpose.LOCATION);
  }

  private static Set<String> forbids(Debtor debtor, ThirdPerson other, String at) {
    return switch (ContactPolicy.thirdPerson(
        debtor.policy(), debtor.context(), other, Action.CALL, Instant.parse(at))) {
      case PermitVerdict.Granted _ -> Set.of();
      case PermitVerdict.Refused refused ->
          refused.blocked().stream()
              .map(one -> one.ruleId())
              .collect(Collectors.toCollection(TreeSet::new));
    };
  }

  private static boolean may(Debtor debtor, ThirdPerson other, String at) {
    return forbids(debtor, other, at).isEmpty();
  }

  private static final Policy ONCE = Debtor.policy(of(OTHERS, "HC24", location(1)));

  @Test
  void eachPersonIsAskedOnceAndNeverAgain() {
    Debtor before = Debtor.under(ONCE, account());
    Debtor after =
        Debtor.under(ONCE, account().tell(FIRST, reached("a", "n-1", ContactedPerson.OTHER)));

    assertTrue(may(before, neighbour("n-1"), FIRST));
    assertEquals(Set.of("HC24"), forbids(after, neighbour("n-1"), LATER));
    assertTrue(may(after, neighbour("n-2"), LATER));
  }

  @Test
  void twicePermitsASecondTimeAndNoThird() {
    Policy twice = Debtor.policy(of(OTHERS, "HC24", location(2)));
    Histories once = account().tell(FIRST, reached("a", "n-1", ContactedPerson.OTHER));

    assertTrue(may(Debtor.under(twice, once), neighbour("n-1"), LATER));
    once.tell("2026-03-03T18:00:00Z", reached("a", "n-1", ContactedPerson.OTHER));
    assertFalse(may(Debtor.under(twice, once), neighbour("n-1"), LATER));
  }

  @Test
  void aPersonIsTheSameOnEveryAccountOfTheDebtorAndInEveryRelation() {
    Histories other = account("b").tell(FIRST, reached("b", "n-1", ContactedPerson.HOUSEHOLD));

    assertFalse(may(Debtor.under(ONCE, account(), other), neighbour("n-1"), LATER));
    assertTrue(may(Debtor.under(ONCE, account(), other), neighbour("n-2"), LATER));
  }

  @Test
  void onePersonWhoIsNotNamedMayBeAnyWhoWasAskedBefore() {
    assertTrue(may(Debtor.under(ONCE, account()), neighbour(null), LATER));
    assertFalse(
        may(
            Debtor.under(ONCE, account().tell(FIRST, reached("a", "n-1", ContactedPerson.SPOUSE))),
            neighbour(null),
            LATER));
  }

  @Test
  void aContactByAClockThatRunsAheadCounts() {
    Histories ahead = account().tell(LATER, reached("a", "n-1", ContactedPerson.OTHER));

    assertFalse(may(Debtor.under(ONCE, ahead), neighbour("n-1"), FIRST));
  }

  @Test
  void nobodyIsToldOfTheDebt() {
    ThirdPerson told = new ThirdPerson("n-1", ContactedPerson.OTHER, ContactPurpose.DEBT);
    Policy both =
        Debtor.policy(
            of(OTHERS, "HC24", new ChannelLimit.ThirdPersons(Set.of(ContactPurpose.values()), 1)));

    assertFalse(may(Debtor.under(ONCE, account()), told, FIRST));
    assertTrue(may(Debtor.under(both, account()), told, FIRST));
  }

  @Test
  void ofWhomNoRuleSpeaksIsNeverContacted() {
    Policy spouses = Debtor.policy(of(EnumSet.of(ContactedPerson.SPOUSE), "HC24", location(1)));
    Policy none =
        Debtor.policy(rule("HC10", new StatusLimit.StopStatus(Set.of(StatusLimit.Stop.CEASE))));

    assertEquals(
        Set.of("PERSON"), forbids(Debtor.under(spouses, account()), neighbour("n"), FIRST));
    assertEquals(Set.of("PERSON"), forbids(Debtor.under(none, account()), neighbour("n"), FIRST));
    assertEquals(
        Set.of("PACK"),
        forbids(
            new Debtor(Policy.none(), Debtor.under(none, account()).context()),
            neighbour("n"),
            FIRST));
  }

  @Test
  void aRuleAboutTheDebtorAloneDoesNotConcernOthersNorTheOtherWayRound() {
    Policy policy =
        Debtor.policy(
            of(OTHERS, "HC24", location(1)),
            rule("HC10", new StatusLimit.StopStatus(Set.of(StatusLimit.Stop.CEASE))),
            of(
                EnumSet.of(ContactedPerson.OTHER, ContactedPerson.DEBTOR),
                "HC11",
                new StatusLimit.StopStatus(Set.of(StatusLimit.Stop.ATTORNEY))));
    Histories ceased = account().tell(FIRST, new AccountEvent.CeaseRequested("a"));
    Histories represented = account().tell(FIRST, new AccountEvent.AttorneyRetained("a"));
    Histories asked = account().tell(FIRST, reached("a", "n-1", ContactedPerson.OTHER));

    assertTrue(may(Debtor.under(policy, ceased), neighbour("n-1"), LATER));
    assertEquals(
        Set.of("HC11"), forbids(Debtor.under(policy, represented), neighbour("n-1"), LATER));
    assertTrue(
        may(
            Debtor.under(policy, represented),
            new ThirdPerson("e", ContactedPerson.EMPLOYER, ContactPurpose.LOCATION),
            LATER));
    assertTrue(Debtor.under(policy, asked).mayCall(LATER));
    assertFalse(Debtor.under(policy, ceased).mayCall(LATER));
  }

  @Test
  void hoursThatSpeakOfOthersHoldForThemToTheMillisecond() {
    Policy policy =
        Debtor.policy(
            of(OTHERS, "HC24", location(1)),
            of(
                EnumSet.of(ContactedPerson.OTHER),
                "HC01",
                new TimeLimit.QuietHours(LocalTime.of(8, 0), LocalTime.of(20, 0))));
    Debtor debtor = Debtor.under(policy, account());

    assertEquals(Set.of("HC01"), forbids(debtor, neighbour("n"), "2026-03-02T13:59:59.999Z"));
    assertTrue(may(debtor, neighbour("n"), "2026-03-02T14:00:00Z"));
    PermitVerdict open =
        ContactPolicy.thirdPerson(
            policy, debtor.context(), neighbour("n"), Action.CALL, Instant.parse(FIRST));
    assertEquals(new PermitVerdict.Granted(Instant.parse("2026-03-03T02:00:00Z")), open);
    PermitVerdict closed =
        ContactPolicy.thirdPerson(
            policy,
            debtor.context(),
            neighbour("n"),
            Action.CALL,
            Instant.parse("2026-03-02T12:00:00Z"));
    assertEquals(
        "2026-03-02T14:00:00Z",
        closed instanceof PermitVerdict.Refused refused ? String.valueOf(refused.next()) : "");
  }

  @Test
  void aCapCountsThePersonsWhomItNames() {
    Limit three =
        new FrequencyLimit.ContactCap(
            3,
            7,
            null,
            Set.of(Channel.CALL),
            Set.of(),
            FrequencyLimit.Counting.ATTEMPTS,
            Limit.Scope.DEBTOR);
    Histories told =
        account()
            .tell("2026-03-02T18:00:00Z", reached("a", "s-1", ContactedPerson.SPOUSE))
            .tell("2026-03-03T18:00:00Z", reached("a", "s-1", ContactedPerson.SPOUSE))
            .tell("2026-03-04T18:00:00Z", reached("a", "s-1", ContactedPerson.SPOUSE));
    Policy withSpouse =
        Debtor.policy(
            of(EnumSet.of(ContactedPerson.DEBTOR, ContactedPerson.SPOUSE), "HC32", three));

    assertFalse(Debtor.under(withSpouse, told).mayCall("2026-03-09T04:59:59.999Z"));
    assertTrue(
        Debtor.under(withSpouse, told).mayCall("2026-03-09T05:00:00Z"),
        "Monday the 2nd is the first of seven days, in Chicago");
    assertTrue(
        Debtor.under(Debtor.policy(rule("HC32", three)), told).mayCall("2026-03-05T18:00:00Z"));
    assertTrue(
        Debtor.under(Debtor.policy(of(EnumSet.of(ContactedPerson.HOUSEHOLD), "HC32", three)), told)
            .mayCall("2026-03-05T18:00:00Z"));
  }

  @Test
  void noDecisionAndNoPermitEverReachesAnybodyElse() {
    Debtor debtor =
        Debtor.under(
            Debtor.policy(
                of(
                    OTHERS,
                    "HC24",
                    new ChannelLimit.ThirdPersons(Set.of(ContactPurpose.values()), 100)),
                rule("HC10", new StatusLimit.StopStatus(Set.of(StatusLimit.Stop.CEASE)))),
            account().tell(FIRST, new AccountEvent.CeaseRequested("a")));

    assertEquals(Set.of(Action.NO_CONTACT), debtor.verdict(LATER).permitted().keySet());
    for (Action action : CONTACTS) {
      assertFalse(debtor.may(action, LATER), "a permit for " + action + " is one for the debtor");
      assertTrue(may(debtor, neighbour("n-1"), LATER));
    }
  }

  @Test
  void soManyContactsThatEarlierOnesMayBeForgottenCountForEverybody() {
    Histories many = account();
    for (int i = 0; i < 199; i++) {
      many.tell(Instant.parse(FIRST).plusSeconds(i), reached("a", "n-" + i, ContactedPerson.OTHER));
    }

    assertTrue(may(Debtor.under(ONCE, many), neighbour("new"), LATER));
    many.tell(Instant.parse(FIRST).plusSeconds(200), reached("a", "n", ContactedPerson.OTHER));
    assertFalse(may(Debtor.under(ONCE, many), neighbour("new"), LATER));
  }

  @Test
  void anAccountKeepsWhoWasReachedThroughItsStoredForm() {
    Histories told = account().tell(FIRST, reached("a", "n-1", ContactedPerson.HOUSEHOLD));

    assertEquals(
        told.state(), AccountStateCodec.fromBytes(AccountStateCodec.toBytes(told.state())));
    assertTrue(
        new String(AccountStateCodec.toBytes(told.state()), java.nio.charset.StandardCharsets.UTF_8)
            .contains("\"CALL\",\"n-1\",\"HOUSEHOLD\""));
  }

  @Test
  void theDebtorIsNoThirdPerson() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ThirdPerson("n", ContactedPerson.DEBTOR, ContactPurpose.LOCATION));
    InvalidEventException refused =
        assertThrows(
            InvalidEventException.class, () -> reached("a", "n-1", ContactedPerson.DEBTOR));
    assertTrue(String.valueOf(refused.getMessage()).contains("relation must not be debtor"));
  }

  @Test
  void aRuleSaysOfWhomItSpeaksAndOnlyWhereItsKindCan() {
    Limit cease = new StatusLimit.StopStatus(Set.of(StatusLimit.Stop.CEASE));

    assertEquals(Set.of(ContactedPerson.DEBTOR), of(Set.of(), "HC10", cease).persons());
    refused(
        "HC24 restricts contacts with others",
        () -> of(Set.of(ContactedPerson.DEBTOR, ContactedPerson.OTHER), "HC24", location(1)));
    refused("HC24 restricts contacts with others", () -> of(Set.of(), "HC24", location(1)));
    refused(
        "HC02 speaks of the debtor alone",
        () -> of(Set.of(ContactedPerson.SPOUSE), "HC02", new TimeLimit.Inconvenient()));
    refused("max must lie in [0, 100]", () -> location(101));
    refused("max must lie in [0, 100]", () -> location(-1));
    refused("purposes must be given", () -> location(0));
    refused("purposes must be given", () -> new ChannelLimit.ThirdPersons(Set.of(), 1));
    assertEquals(100, ((ChannelLimit.ThirdPersons) location(100)).max());
  }

  private static void refused(String reason, org.junit.jupiter.api.function.Executable made) {
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, made);
    assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
  }

  // The packs that ship, by hand from their sources

  private static final PolicyCatalogue SHIPPED = PolicyCatalogue.of(BuiltInPacks.all());

  private static Debtor shipped(Histories told) {
    Debtor any = Debtor.under(Policy.none(), told);
    return new Debtor(SHIPPED.at(any.context(), Instant.parse(LATER)), any.context());
  }

  private static Histories living(String jurisdiction) {
    return new Histories("a")
        .tell(
            "2026-01-02T00:00:00Z",
            Debtor.placement(
                "a", ActorType.THIRD_PARTY, jurisdiction, Map.of(Channel.CALL, Consent.GRANTED)));
  }

  @ParameterizedTest
  @CsvSource({
    "US,    spouse household employer other, ",
    "US-WA, spouse household employer other, ",
    "CA,    spouse household employer other, ",
    "CA-ON, spouse household employer other, ",
    "CA-QC, spouse household employer other, ",
    "CA-NB, , spouse household employer other",
    "GR,    , spouse household employer other",
    "AU,    , spouse household employer other",
    "GB,    , spouse household employer other",
    "IN,    , spouse household employer other"
  })
  void thePacksPermitOneQuestionForTheWhereaboutsOrNone(
      String jurisdiction, @Nullable String once, @Nullable String never) {
    Debtor debtor = shipped(living(jurisdiction));
    for (ContactedPerson person : OTHERS) {
      String word = io.quittance.core.text.WireNames.of(person);
      boolean permitted = once != null && List.of(once.split(" ")).contains(word);
      assertEquals(!permitted, never != null && List.of(never.split(" ")).contains(word), word);
      assertEquals(
          permitted,
          may(debtor, new ThirdPerson("n-1", person, ContactPurpose.LOCATION), LATER),
          person.toString());
      assertFalse(
          may(debtor, new ThirdPerson("n-1", person, ContactPurpose.DEBT), LATER),
          person + " is told of the debt");
      assertFalse(
          may(
              shipped(living(jurisdiction).tell(FIRST, reached("a", "n-1", person))),
              new ThirdPerson("n-1", person, ContactPurpose.LOCATION),
              LATER),
          person + " is asked twice");
    }
  }

  @Test
  void noShippedPackInForceIsSilentAboutOtherPersons() {
    for (String place :
        List.of(
            "US-MA",
            "US-DC",
            "US-NY-NYC",
            "US-FL",
            "US-CA",
            "US-TX",
            "DE",
            "ZA",
            "FR",
            "IN",
            "GB-SCT")) {
      for (ContactedPerson person : OTHERS) {
        assertFalse(
            forbids(
                    shipped(living(place)),
                    new ThirdPerson("n", person, ContactPurpose.DEBT),
                    LATER)
                .contains("PERSON"),
            place + " says nothing of " + person);
      }
    }
  }

  @Test
  void anAttorneyEndsQuestionsToOthersInTheUnitedStates() {
    assertEquals(
        Set.of("HC11"),
        forbids(
            shipped(living("US").tell(FIRST, new AccountEvent.AttorneyRetained("a"))),
            neighbour("n-1"),
            LATER));
  }

  @Test
  void inQuebecRelativesAreCalledInTheHoursOfTheDebtor() {
    Debtor debtor = shipped(living("CA-QC"));

    assertEquals(Set.of(), forbids(debtor, neighbour("n"), "2026-06-09T00:59:59.999Z"));
    assertEquals(Set.of("HC36"), forbids(debtor, neighbour("n"), "2026-06-09T01:00:00Z"));
    assertEquals(Set.of("HC34", "HC36"), forbids(debtor, neighbour("n"), "2026-06-07T16:00:00Z"));
  }

  @Test
  void inWashingtonASpouseCountsWithTheDebtor() {
    Histories told = living("US-WA");
    for (String day : List.of("2027-11-29", "2027-11-30")) {
      told.tell(day + "T18:00:00Z", reached("a", "s-" + day, ContactedPerson.SPOUSE));
    }
    told.tell("2027-11-30T20:00:00Z", reached("a", "h-1", ContactedPerson.HOUSEHOLD));

    assertFalse(shipped(told).forbids(Action.CALL, LATER).toString().contains("HC32a"));
    told.tell("2027-12-01T17:00:00Z", reached("a", "s-3", ContactedPerson.SPOUSE));
    assertTrue(shipped(told).forbids(Action.CALL, LATER).toString().contains("HC32a"));
  }
}
