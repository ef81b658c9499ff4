package io.quittance.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.ActorType;
import io.quittance.core.event.Channel;
import io.quittance.core.event.Consent;
import io.quittance.core.event.Outcome;
import java.time.Instant;
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

/// Each rule has a history that breaks it and nothing else.
class LawfulnessAuditTest {

  private static final Instant MONDAY_NOON = Instant.parse("2026-02-02T18:00:00Z");
  private static final int DAY = 86_400;

  private final LawfulnessAudit audit = new LawfulnessAudit();
  private int sequence;

  @Test
  void lawfulContactsAreNotAccused() {
    // Given
    placed("A1", "D1", "America/Chicago");

    // When
    call("A1", 0, Outcome.ContactResult.CONVERSATION);
    call("A1", 7 * DAY, Outcome.ContactResult.NO_ANSWER);

    // Then
    assertEquals(Map.of(), audit.violationsByRule());
    assertEquals(2, audit.contacts());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("planted")
  void aPlantedViolationIsFound(String rule, String what, Consumer<LawfulnessAuditTest> history) {
    // When
    history.accept(this);

    // Then
    assertEquals(Set.of(rule), audit.violationsByRule().keySet(), what);
  }

  static Stream<Arguments> planted() {
    return Stream.of(
        planted("HC01", "a call at 21:00", t -> t.placedAndCalledAt(9 * 3_600)),
        planted("HC01", "a call at 07:59 in one of two zones", LawfulnessAuditTest::twoZones),
        planted("HC03", "the eighth call in seven days", LawfulnessAuditTest::eightCalls),
        planted("HC04", "a call six days after a conversation", LawfulnessAuditTest::tooSoon),
        planted("HC08", "consent taken back", LawfulnessAuditTest::consentTakenBack),
        planted("HC09", "an opt-out on the other account", LawfulnessAuditTest::optedOutElsewhere),
        reported("HC10", new AccountEvent.CeaseRequested("A2")),
        reported("HC11", new AccountEvent.AttorneyRetained("A2")),
        reported("HC14", new AccountEvent.DisputeOpened("A1")),
        reported("HC16", new AccountEvent.BankruptcyFiled("A2")),
        reported("HC16", new AccountEvent.DeceasedReported("A2")),
        reported("HC16", new AccountEvent.IdentityTheftReported("A1")),
        planted("HC14", "no validation information", LawfulnessAuditTest::neverValidated),
        planted("HC23", "no time zone", t -> t.placedNowhere()));
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

  private void placedAndCalledAt(int seconds) {
    placed("A1", "D1", "America/Chicago");
    call("A1", seconds, Outcome.ContactResult.NO_ANSWER);
  }

  private void twoZones() {
    placed("A1", "D1", "America/Chicago", "America/Los_Angeles");
    call("A1", -2 * 3_600 - 60, Outcome.ContactResult.NO_ANSWER);
  }

  private void eightCalls() {
    placed("A1", "D1", "America/Chicago");
    for (int i = 0; i < 8; i++) {
      call("A1", i / 2 * DAY + i % 2 * 5 * 3_600, Outcome.ContactResult.NO_ANSWER);
    }
  }

  private void tooSoon() {
    placed("A1", "D1", "America/Chicago");
    call("A1", 0, Outcome.ContactResult.CONVERSATION);
    call("A1", 6 * DAY, Outcome.ContactResult.NO_ANSWER);
  }

  private void consentTakenBack() {
    placed("A1", "D1", "America/Chicago");
    event(-60, new AccountEvent.ConsentChanged("A1", Channel.CALL, Consent.REFUSED));
    call("A1", 0, Outcome.ContactResult.NO_ANSWER);
  }

  private void optedOutElsewhere() {
    placed("A1", "D1", "America/Chicago");
    placed("A2", "D1", "America/Chicago");
    outcome(-60, new Outcome.OptedOut("A2", Channel.SMS));
    contact("A1", Channel.SMS, 0, Outcome.ContactResult.DELIVERED);
  }

  private void neverValidated() {
    placedWith("A1", "D1", null, "America/Chicago");
    call("A1", 0, Outcome.ContactResult.NO_ANSWER);
    call("A1", 6 * DAY, Outcome.ContactResult.NO_ANSWER);
  }

  private void placedNowhere() {
    placed("A1", "D1");
    call("A1", 0, Outcome.ContactResult.NO_ANSWER);
  }

  private void placed(String account, String debtor, String... zones) {
    placedWith(account, debtor, MONDAY_NOON.minusSeconds(DAY), zones);
  }

  private void placedWith(
      String account, String debtor, @Nullable Instant validated, String... zones) {
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
            "US-IL",
            List.of(zones),
            consents,
            null,
            validated,
            null,
            null,
            null));
  }

  private void call(String account, int seconds, Outcome.ContactResult result) {
    contact(account, Channel.CALL, seconds, result);
  }

  private void contact(String account, Channel channel, int seconds, Outcome.ContactResult result) {
    UUID decision = new UUID(1, sequence);
    outcome(
        seconds,
        new Outcome.ContactAttempted(account, channel, result, decision, null, null, null));
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
