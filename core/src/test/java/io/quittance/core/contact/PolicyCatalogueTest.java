package io.quittance.core.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Histories;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.event.Outcome;
import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.PolicyPackException;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.ReplyWord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCatalogueTest {

  /// Of each test its own, since a book remembers what it answered.
  private final PolicyCatalogue book =
      PolicyCatalogue.of(
          BuiltInPacks.DEFAULTS.stream()
              .flatMap(id -> BuiltInPacks.all().stream().filter(pack -> pack.id().equals(id)))
              .toList());

  private static String packs(Policy policy) {
    return policy.packs().stream()
        .map(pack -> pack.id() + " " + pack.version())
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "US | 2021-11-29T23:59:59.999Z | strict 2.0.0 | 2021-11-30T00:00:00Z",
        "US | 2021-11-30T00:00:00Z | us-reg-f 2021.1 | 2025-04-11T00:00:00Z",
        "US | 2025-04-10T23:59:59.999Z | us-reg-f 2021.1 | 2025-04-11T00:00:00Z",
        "US | 2025-04-11T00:00:00Z | us-reg-f 2025.1 | 2026-01-01T00:00:00Z",
        "US-MA | 2025-04-10T12:00:00Z | us-reg-f 2021.1, us-ma 2021.1 | 2025-04-11T00:00:00Z",
        "US-MA | 2025-12-31T00:00:00Z | us-reg-f 2025.1, us-ma 2021.1 | 2026-01-01T00:00:00Z",
        "IN | 2022-08-11T23:59:59.999Z | strict 2.0.0, india-rbi-microfinance 2022.1 | 2022-08-12T00:00:00Z",
        "IN-MH | 2022-08-12T00:00:00Z | strict 2.0.0, india-rbi 2022.1, india-rbi-microfinance 2022.1 | 2026-01-01T00:00:00Z",
        "GB | 2025-12-31T00:00:00Z | strict 2.0.0, uk-fca 2021.1 | 2026-01-01T00:00:00Z",
        "DE-BY | 2025-12-31T00:00:00Z | strict 2.0.0, de 2021.1, eu-gdpr 2018.1 | 2026-01-01T00:00:00Z",
        "FR | 2025-12-31T00:00:00Z | strict 2.0.0, eu-gdpr 2018.1 | 2026-01-01T00:00:00Z",
        "US-CA | 2021-11-29T23:59:59.999Z | strict 2.0.0 | 2021-11-30T00:00:00Z",
        "US-CA | 2021-11-30T00:00:00Z | us-reg-f 2021.1, us-ca 2021.1 | 2025-04-11T00:00:00Z",
        "US-TX | 2021-11-29T23:59:59.999Z | strict 2.0.0 | 2021-11-30T00:00:00Z",
        "US-TX | 2021-11-30T00:00:00Z | us-reg-f 2021.1, us-tx 2021.1 | 2025-04-11T00:00:00Z",
        "DE | 2021-09-30T23:59:59.999Z | strict 2.0.0, eu-gdpr 2018.1 | 2021-10-01T00:00:00Z",
        "DE | 2021-10-01T00:00:00Z | strict 2.0.0, de 2021.1, eu-gdpr 2018.1 | 2026-01-01T00:00:00Z",
        "ZA | 2015-03-12T23:59:59.999Z | strict 2.0.0 | 2015-03-13T00:00:00Z",
        "ZA | 2015-03-13T00:00:00Z | strict 2.0.0, za 2015.1 | 2026-01-01T00:00:00Z",
        "BR | 2025-12-31T00:00:00Z | strict 2.0.0 | 2026-01-01T00:00:00Z",
        "BR | 1999-12-31T23:59:59.999Z | '' | 2000-01-01T00:00:00Z"
      })
  void thePacksOfPlaceAndDayBind(
      String jurisdiction, Instant at, String packs, @Nullable Instant changesAt) {
    Policy policy = book.at(jurisdiction, at);

    assertEquals(packs, packs(policy));
    assertEquals(changesAt, policy.changesAt());
    assertEquals(packs.isEmpty(), policy.isNone());
    assertEquals(packs.isEmpty() ? "none" : policy.packs().getFirst().id(), policy.used().id());
    assertEquals(Math.max(0, policy.packs().size() - 1), policy.used().overlays().size());
  }

  @Test
  void theSameObjectAnswersForAsLongAsNothingChanges() {
    assertSame(
        book.at("US", Instant.parse("2022-01-01T00:00:00Z")),
        book.at("US", Instant.parse("2025-04-10T23:59:59Z")));
  }

  @Test
  void aBoundedNumberOfJurisdictionsIsRemembered() {
    PolicyCatalogue small = PolicyCatalogue.of(List.of(PolicyPack.builtIn("us-reg-f")));
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    List<Policy> first = new ArrayList<>();
    for (int i = 0; i <= 4_096; i++) {
      first.add(small.at("US-" + i, at));
    }

    assertSame(first.getFirst(), small.at("US-0", at));
    assertSame(first.get(4_095), small.at("US-4095", at));
    assertNotSame(first.get(4_096), small.at("US-4096", at));
    assertEquals(first.get(4_096).used(), small.at("US-4096", at).used());
  }

  @Test
  void anAccountThatIsNotPlacedOrNotCoveredGetsNoContact() {
    DebtorContext unplaced = DebtorContext.of(AccountState.empty("default", "a"));
    Instant at = Instant.parse("2026-07-15T17:00:00Z");
    PolicyCatalogue americanOnly = PolicyCatalogue.of(List.of(PolicyPack.builtIn("us-reg-f")));

    assertTrue(book.at(unplaced, at).isNone());
    assertTrue(americanOnly.at("CA", at).isNone());
    assertTrue(PolicyCatalogue.of(List.of(PolicyPack.builtIn("us-ma"))).at("US-MA", at).isNone());
    assertEquals(
        Set.of(Action.NO_CONTACT),
        ContactPolicy.evaluate(Policy.none(), unplaced, at).permitted().keySet());
  }

  @Test
  void theFirstOfTheOrderIsTheBase() {
    List<PolicyPack> packs = new ArrayList<>(book.packs());
    Collections.reverse(packs);

    Policy policy = PolicyCatalogue.of(packs).at("US-MA", Instant.parse("2026-01-01T00:00:00Z"));

    assertEquals("strict 3.0.0, us-ma 2026.1", packs(policy));
  }

  private static PolicyPack version(
      String version, String from, @Nullable String to, PolicyPack like) {
    return new PolicyPack(
        like.sha256(),
        "own",
        version,
        like.title(),
        like.jurisdictions(),
        LocalDate.parse(from),
        to == null ? null : LocalDate.parse(to),
        like.assumptions(),
        like.economics(),
        like.rules());
  }

  @Test
  void versionsMayNotOverlapNorRepeatNorChangeTheirType() {
    PolicyPack strict = PolicyPack.builtIn("strict");
    PolicyPack one = version("1", "2020-01-01", "2021-01-01", strict);
    PolicyPack open = version("1", "2020-01-01", null, strict);
    PolicyPack two = version("2", "2020-12-31", null, strict);

    assertEquals(
        "own 1 (from 2020-01-01 until 2021-01-01) and 2 (from 2020-12-31) are in force at once:"
            + " end the earlier with effectiveTo: \"2020-12-31\"",
        refusal(two, one));
    assertEquals(
        "own 1 (from 2020-01-01) and 2 (from 2020-12-31) are in force at once: end the earlier"
            + " with effectiveTo: \"2020-12-31\"",
        refusal(open, two));
    assertEquals(
        "own has two packs with the same version",
        refusal(one, version("1", "2021-01-01", null, strict)));
    assertEquals(
        "own is a base pack in one version and an overlay in another",
        refusal(one, version("2", "2021-01-01", null, PolicyPack.builtIn("us-ma"))));
    assertEquals(
        2,
        PolicyCatalogue.of(List.of(one, version("2", "2021-01-01", null, strict))).packs().size());
  }

  private static String refusal(PolicyPack... packs) {
    return String.valueOf(
        assertThrows(PolicyPackException.class, () -> PolicyCatalogue.of(List.of(packs)))
            .getMessage());
  }

  /// A text message was answered with STOP. Until 2025-04-10 that ends text messages; from
  /// 2025-04-11 it ends calls, too.
  @Test
  void theSameAccountGetsTheAnswerOfItsDay() {
    Histories history =
        new Histories("a")
            .placed("2025-04-01T15:00:00Z", "America/Chicago")
            .tell("2025-04-01T15:00:00Z", new AccountEvent.NumberChecked("a", Channel.SMS))
            .tell(
                "2025-04-09T15:00:00Z",
                new Outcome.ReplyReceived("a", Channel.SMS, ReplyWord.STOP));
    DebtorContext context = DebtorContext.of(history.state());

    assertEquals(List.of("sms HC09 12 CFR 1006.6(e)"), blocked(context, "2025-04-10T15:00:00Z"));
    assertEquals(
        List.of(
            "sms HC09 12 CFR 1006.6(e)",
            "sms HC17 47 CFR 64.1200(a)(10)",
            "call HC17 47 CFR 64.1200(a)(10)"),
        blocked(context, "2025-04-11T15:00:00Z"));
  }

  /// In the evening before the change the window of a call ends at the local closing hour or where
  /// the new pack begins, which is local midnight.
  @Test
  void aWindowEndsWhereTheNextPackBegins() {
    Histories history = new Histories("a").placed("2025-04-01T15:00:00Z", "America/Los_Angeles");
    Instant at = Instant.parse("2025-04-10T20:00:00Z");
    DebtorContext context = DebtorContext.of(history.state());

    PolicyVerdict verdict = ContactPolicy.evaluate(book.at(context, at), context, at);

    assertEquals(
        new ContactWindow(at, Instant.parse("2025-04-11T04:00:00Z")), verdict.window(Action.CALL));
  }

  private List<String> blocked(DebtorContext context, String at) {
    Instant instant = Instant.parse(at);
    return ContactPolicy.evaluate(book.at(context, instant), context, instant).blocked().stream()
        .map(PolicyCatalogueTest::line)
        .toList();
  }

  private static String line(Blocked reason) {
    return reason.action().wireName() + " " + reason.ruleId() + " " + reason.citation();
  }

  @Test
  void aPolicyIsABaseAndOverlays() {
    PolicyPack strict = PolicyPack.builtIn("strict");
    PolicyPack overlay = PolicyPack.builtIn("us-ma");

    assertThrows(IllegalArgumentException.class, () -> Policy.of(overlay));
    assertThrows(IllegalArgumentException.class, () -> Policy.of(strict, List.of(strict)));
  }

  @Test
  void theLawMayChangeWhereARuleBeginsOrEnds() {
    Policy policy = book.at("US", Instant.parse("2022-01-01T00:00:00Z"));
    TreeSet<Instant> changes = new TreeSet<>();
    Instant at = Instant.EPOCH;
    for (Instant next = policy.changesAfter(at); next != null; next = policy.changesAfter(next)) {
      changes.add(next);
    }

    assertEquals(
        List.of(Instant.parse("2021-11-30T00:00:00Z"), Instant.parse("2025-04-11T00:00:00Z")),
        List.copyOf(changes));
  }
}
