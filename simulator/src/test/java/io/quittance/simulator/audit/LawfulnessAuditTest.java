package io.quittance.simulator.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Outcome;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.BreathingSpace;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.ReplyWord;
import io.quittance.core.vocabulary.WeeklyWindow;
import io.quittance.simulator.record.SimulatedRecord;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule has a history that breaks only that rule, and one that barely keeps it.
class LawfulnessAuditTest {

  private static final Instant MONDAY_NOON = Instant.parse("2026-02-02T18:00:00Z");
  private static final int DAY = 86_400;

  private final LawfulnessAudit audit = new LawfulnessAudit();
  private int sequence;

  @Test
  void lawfulContactsPass() {
    placed("A1", "D1", "America/Chicago");

    call("A1", 0, Outcome.ContactResult.CONVERSATION);
    call("A1", 7 * DAY, Outcome.ContactResult.NO_ANSWER);

    assertEquals(Map.of(), audit.violationsByRule());
    assertEquals(2, audit.contacts());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("planted")
  void aPlantedViolationIsFound(String rules, String what, Consumer<LawfulnessAuditTest> history) {
    history.accept(this);

    assertEquals(Set.of(rules.split(" ")), audit.violationsByRule().keySet(), what);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("lawful")
  void contactsAtTheLimitPass(String rule, String what, Consumer<LawfulnessAuditTest> history) {
    history.accept(this);

    assertEquals(Map.of(), audit.violationsByRule(), rule + " " + what);
    assertTrue(audit.contacts() > 0);
  }

  static Stream<Arguments> planted() {
    return Stream.of(
        planted("HC01", "a call at 21:00", t -> t.placedAndCalledAt(9 * 3_600)),
        planted("HC01", "a call at 07:59 in one of two zones", LawfulnessAuditTest::twoZones),
        planted("HC02", "at noon, an inconvenient time", t -> t.inconvenient(12, 13)),
        planted("HC02", "at an inconvenient place", t -> t.inconvenientAt(Place.HOME)),
        planted("HC03", "the eighth call in seven days", t -> t.calls(8, 0)),
        planted("HC04", "a call six days after a conversation", t -> t.talked(6 * DAY)),
        planted("HC04", "a call asked for before the conversation", t -> t.talkedAndAsked(-60)),
        planted("HC07", "four hours less a second after a call", t -> t.twice(4 * 3_600 - 1)),
        planted("HC07", "a third call on a day", LawfulnessAuditTest::thrice),
        planted("HC08", "consent withdrawn", t -> t.refused(Channel.CALL)),
        planted("HC09", "an opt-out on the other account", LawfulnessAuditTest::optedOutElsewhere),
        planted("HC12", "a text to the place of work", t -> t.atWork(Channel.SMS, true)),
        planted(
            "HC12",
            "a call to a place of work that forbids it",
            t -> t.atWork(Channel.CALL, false)),
        planted("HC13", "a number verified sixty days ago", t -> t.checkedAgo(60 * DAY)),
        planted("HC17", "a keyword in reply to an e-mail", t -> t.word(-60)),
        planted(
            "HC18a", "a third call in seven days", t -> t.massachusetts(3, 2 * DAY, Place.HOME)),
        planted(
            "HC18b", "a third call in thirty days", t -> t.massachusetts(3, 14 * DAY, Place.OTHER)),
        planted("HC19", "a call at 19:00 in India", t -> t.india(19)),
        planted("HC20", "the sixtieth day of a breathing space", t -> t.breathing(60)),
        planted("HC20", "thirty days less a second after a crisis", t -> t.crisis(30 * DAY - 1)),
        planted("HC21", "a call to a vulnerable debtor", t -> t.vulnerable(Channel.CALL)),
        reported("HC10", new AccountEvent.CeaseRequested("A2")),
        reported("HC11", new AccountEvent.AttorneyRetained("A2")),
        reported("HC14", new AccountEvent.DisputeOpened("A1")),
        reported("HC16", new AccountEvent.BankruptcyFiled("A2")),
        reported("HC16", new AccountEvent.DeceasedReported("A2")),
        reported("HC16", new AccountEvent.MinorReported("A2")),
        reported("HC16", new AccountEvent.IdentityTheftReported("A1")),
        reported("HC16", new AccountEvent.Closed("A1", CloseReason.RECALLED)),
        planted("HC16", "a debt that is paid", t -> t.paid(10_000)),
        planted("HC14", "no validation information", LawfulnessAuditTest::neverValidated),
        planted("HC23", "no time zone", t -> t.placedNowhere()),
        planted("HC23", "no consent to e-mail", t -> t.contacted(Channel.EMAIL)));
  }

  static Stream<Arguments> lawful() {
    return Stream.of(
        planted("HC01", "a call at 20:59:59", t -> t.placedAndCalledAt(9 * 3_600 - 1)),
        planted("HC01", "a call at 08:00", t -> t.placedAndCalledAt(-4 * 3_600)),
        planted("HC02", "at noon, when the inconvenient window ends", t -> t.inconvenient(11, 12)),
        planted("HC02", "at another place", t -> t.inconvenientAt(Place.WORK)),
        planted("HC03", "the seventh call in seven days", t -> t.calls(7, 0)),
        planted("HC03", "an eighth call at the debtor's request", t -> t.calls(8, 1)),
        planted("HC04", "a call seven days after a conversation", t -> t.talked(7 * DAY)),
        planted("HC04", "a call about another debt", LawfulnessAuditTest::talkedOfAnother),
        planted("HC04", "a call asked for in the conversation", t -> t.talkedAndAsked(0)),
        planted("HC04", "a call asked for since", t -> t.talkedAndAsked(2 * DAY - 60)),
        planted("HC07", "four hours after a call", t -> t.twice(4 * 3_600)),
        planted("HC08", "a call when text messages are refused", t -> t.refused(Channel.SMS)),
        planted(
            "HC12", "a call to a place of work that allows it", t -> t.atWork(Channel.CALL, true)),
        planted("HC13", "a number verified one second later", t -> t.checkedAgo(60 * DAY - 1)),
        planted("HC17", "a keyword before a new grant", LawfulnessAuditTest::grantedAgain),
        planted("HC18a", "two calls in seven days", t -> t.massachusetts(2, 2 * DAY, Place.HOME)),
        planted(
            "HC18b", "two calls in thirty days", t -> t.massachusetts(2, 14 * DAY, Place.OTHER)),
        planted("HC19", "a call at 18:00 in India", t -> t.india(18)),
        planted("HC20", "the day after a breathing space", t -> t.breathing(61)),
        planted("HC20", "thirty days after a crisis", t -> t.crisis(30 * DAY)),
        planted("HC21", "a letter to a vulnerable debtor", t -> t.vulnerable(Channel.LETTER)),
        planted("HC16", "a debt that is nearly paid", t -> t.paid(9_999)));
  }

  private static Arguments planted(
      String rule, String what, Consumer<LawfulnessAuditTest> history) {
    return Arguments.of(rule, what, history);
  }

  private static Arguments reported(String rule, AccountEvent event) {
    return planted(
        rule,
        event.getClass().getSimpleName(),
        t -> {
          t.placed("A1", "D1", "America/Chicago");
          t.placed("A2", "D1", "America/Chicago");
          t.event(-3_600, event);
          t.call("A1", 0, Outcome.ContactResult.NO_ANSWER);
        });
  }

  private void inconvenient(int from, int to) {
    placed("A1", "D1", "America/Chicago");
    WeeklyWindow window =
        new WeeklyWindow(List.of(DayOfWeek.MONDAY), LocalTime.of(from, 0), LocalTime.of(to, 0));
    event(-60, new AccountEvent.InconvenienceStated("A1", List.of(window), List.of()));
    call("A1", 0, Outcome.ContactResult.NO_ANSWER);
  }

  private void inconvenientAt(Place place) {
    placed("A1", "D1", "America/Chicago");
    event(-60, new AccountEvent.InconvenienceStated("A1", List.of(), List.of(place)));
    contact("A1", Channel.CALL, 0, Outcome.ContactResult.NO_ANSWER, Place.HOME);
  }

  /// Makes two calls a day, five hours apart.
  private void calls(int count, int requests) {
    placed("A1", "D1", "America/Chicago");
    if (requests > 0) {
      event(3 * DAY - 60, new AccountEvent.CallRequested("A1"));
    }
    for (int i = 0; i < count; i++) {
      call("A1", i / 2 * DAY + i % 2 * 5 * 3_600, Outcome.ContactResult.NO_ANSWER);
    }
  }

  private void talked(int later) {
    placed("A1", "D1", "America/Chicago");
    call("A1", 0, Outcome.ContactResult.CONVERSATION);
    call("A1", later, Outcome.ContactResult.NO_ANSWER);
  }

  private void talkedAndAsked(int asked) {
    placed("A1", "D1", "America/Chicago");
    event(asked, new AccountEvent.CallRequested("A1"));
    call("A1", 0, Outcome.ContactResult.CONVERSATION);
    call("A1", 2 * DAY, Outcome.ContactResult.NO_ANSWER);
  }

  private void talkedOfAnother() {
    placed("A1", "D1", "America/Chicago");
    placed("A2", "D1", "America/Chicago");
    call("A1", 0, Outcome.ContactResult.CONVERSATION);
    call("A2", DAY, Outcome.ContactResult.NO_ANSWER);
  }

  private void twice(int later) {
    placed("A1", "D1", "America/Chicago");
    call("A1", 0, Outcome.ContactResult.NO_ANSWER);
    call("A1", later, Outcome.ContactResult.NO_ANSWER);
  }

  private void thrice() {
    twice(4 * 3_600);
    call("A1", 8 * 3_600, Outcome.ContactResult.NO_ANSWER);
  }

  private void refused(Channel channel) {
    placed("A1", "D1", "America/Chicago");
    event(-60, new AccountEvent.ConsentChanged("A1", channel, Consent.REFUSED));
    call("A1", 0, Outcome.ContactResult.NO_ANSWER);
  }

  private void atWork(Channel channel, boolean allowed) {
    placed("A1", "D1", "America/Chicago");
    event(-60, new AccountEvent.WorkplaceContactStated("A1", allowed));
    contact("A1", channel, 0, Outcome.ContactResult.NO_ANSWER, Place.WORK);
  }

  private void checkedAgo(int ago) {
    placed("A1", "D1", "America/Chicago");
    event(0, new AccountEvent.NumberChecked("A1", Channel.SMS));
    contact("A1", Channel.SMS, ago, Outcome.ContactResult.DELIVERED);
  }

  private void word(int seconds) {
    placed("A1", "D1", "America/Chicago");
    outcome(seconds, new Outcome.ReplyReceived("A1", Channel.EMAIL, ReplyWord.STOP));
    call("A1", 0, Outcome.ContactResult.NO_ANSWER);
  }

  private void grantedAgain() {
    placed("A1", "D1", "America/Chicago");
    outcome(-60, new Outcome.ReplyReceived("A1", Channel.EMAIL, ReplyWord.STOP));
    event(-30, new AccountEvent.ConsentChanged("A1", Channel.CALL, Consent.GRANTED));
    call("A1", 0, Outcome.ContactResult.NO_ANSWER);
  }

  private void massachusetts(int count, int apart, Place place) {
    placedIn("US-MA", "A1", "D1", MONDAY_NOON, "America/New_York");
    event(-60, new AccountEvent.WorkplaceContactStated("A1", true));
    for (int i = 0; i < count; i++) {
      contact("A1", Channel.CALL, i * apart, Outcome.ContactResult.NO_ANSWER, place);
    }
  }

  /// Noon in Chicago is 23:30 in India.
  private void india(int hour) {
    placedIn("IN", "A1", "D1", MONDAY_NOON, "Asia/Kolkata");
    call("A1", (hour - 23) * 3_600 - 1_800, Outcome.ContactResult.NO_ANSWER);
  }

  private void breathing(int days) {
    placedIn("GB", "A1", "D1", MONDAY_NOON, "Europe/London");
    event(-3_600, new AccountEvent.BreathingSpaceStarted("A1", BreathingSpace.STANDARD));
    call("A1", days * DAY, Outcome.ContactResult.NO_ANSWER);
  }

  private void crisis(int after) {
    placedIn("GB", "A1", "D1", MONDAY_NOON, "Europe/London");
    event(
        -3_600, new AccountEvent.BreathingSpaceStarted("A1", BreathingSpace.MENTAL_HEALTH_CRISIS));
    event(0, new AccountEvent.BreathingSpaceEnded("A1"));
    call("A1", after, Outcome.ContactResult.NO_ANSWER);
  }

  private void vulnerable(Channel channel) {
    placedIn("GB", "A1", "D1", MONDAY_NOON, "Europe/London");
    event(-60, new AccountEvent.VulnerabilityReported("A1"));
    contact("A1", channel, 0, Outcome.ContactResult.NO_ANSWER);
  }

  private void paid(long amount) {
    placed("A1", "D1", "America/Chicago");
    outcome(-60, new Outcome.PaymentReceived("A1", "p", amount, "USD"));
    call("A1", 0, Outcome.ContactResult.NO_ANSWER);
  }

  private void contacted(Channel channel) {
    placed("A1", "D1", "America/Chicago");
    contact("A1", channel, 0, Outcome.ContactResult.DELIVERED);
  }

  private void placedAndCalledAt(int seconds) {
    placed("A1", "D1", "America/Chicago");
    call("A1", seconds, Outcome.ContactResult.NO_ANSWER);
  }

  private void twoZones() {
    placed("A1", "D1", "America/Chicago", "America/Los_Angeles");
    call("A1", -2 * 3_600 - 60, Outcome.ContactResult.NO_ANSWER);
  }

  private void optedOutElsewhere() {
    placed("A1", "D1", "America/Chicago");
    placed("A2", "D1", "America/Chicago");
    outcome(-60, new Outcome.OptedOut("A2", Channel.SMS));
    contact("A1", Channel.SMS, 0, Outcome.ContactResult.DELIVERED);
  }

  private void neverValidated() {
    placedIn("US-IL", "A1", "D1", null, "America/Chicago");
    call("A1", 0, Outcome.ContactResult.NO_ANSWER);
    call("A1", 6 * DAY, Outcome.ContactResult.NO_ANSWER);
  }

  private void placedNowhere() {
    placed("A1", "D1");
    call("A1", 0, Outcome.ContactResult.NO_ANSWER);
  }

  private void placed(String account, String debtor, String... zones) {
    placedIn("US-IL", account, debtor, MONDAY_NOON.minusSeconds(DAY), zones);
  }

  private void placedIn(
      String jurisdiction,
      String account,
      String debtor,
      @Nullable Instant validated,
      String... zones) {
    Instant at = MONDAY_NOON.minusSeconds(DAY);
    Map<Channel, Consent> consents =
        Map.of(Channel.CALL, Consent.GRANTED, Channel.SMS, Consent.GRANTED);
    event(
        -DAY,
        new AccountEvent.Placed(
            account,
            debtor,
            new AccountEvent.Snapshot(at, 10_000, "USD", 30, null, null),
            ActorType.THIRD_PARTY,
            jurisdiction,
            List.of(zones),
            consents,
            null,
            validated,
            null,
            at.minusSeconds(30 * DAY),
            null));
  }

  private void call(String account, int seconds, Outcome.ContactResult result) {
    contact(account, Channel.CALL, seconds, result);
  }

  private void contact(String account, Channel channel, int seconds, Outcome.ContactResult result) {
    contact(account, channel, seconds, result, null);
  }

  private void contact(
      String account,
      Channel channel,
      int seconds,
      Outcome.ContactResult result,
      @Nullable Place place) {
    UUID decision = new UUID(1, sequence);
    outcome(
        seconds,
        new Outcome.ContactAttempted(account, channel, result, decision, null, place, null));
  }

  private void event(int seconds, AccountEvent event) {
    audit.observe(
        SimulatedRecord.of("test", "e" + sequence++, MONDAY_NOON.plusSeconds(seconds), event));
  }

  private void outcome(int seconds, Outcome outcome) {
    audit.observe(
        SimulatedRecord.of("test", "o" + sequence++, MONDAY_NOON.plusSeconds(seconds), outcome));
  }
}
