package io.quittance.core.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.ReplyWord;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No number of other facts removes one that forbids contact.
class RetentionTest {

  private static final Instant FIRST = Instant.parse("2020-01-05T15:00:00Z");

  static List<AccountFact> forbidding() {
    return List.of(
        new AccountEvent.CeaseRequested("a"),
        new AccountEvent.AttorneyRetained("a"),
        new AccountEvent.BankruptcyFiled("a"),
        new AccountEvent.DeceasedReported("a"),
        new AccountEvent.IdentityTheftReported("a"),
        new AccountEvent.MinorReported("a"),
        new AccountEvent.DisputeOpened("a"),
        new AccountEvent.VulnerabilityReported("a"),
        new AccountEvent.BreathingSpaceStarted(
            "a", io.quittance.core.vocabulary.BreathingSpace.MENTAL_HEALTH_CRISIS),
        new AccountEvent.WorkplaceContactStated("a", false),
        new AccountEvent.ConsentChanged("a", Channel.CALL, Consent.REFUSED),
        new Outcome.OptedOut("a", Channel.EMAIL),
        new Outcome.ReplyReceived("a", Channel.SMS, ReplyWord.STOP),
        new Outcome.ReplyReceived("a", Channel.EMAIL, ReplyWord.QUIT, "n-1"),
        new AccountEvent.InconvenienceStated(
            "a",
            List.of(
                new io.quittance.core.vocabulary.WeeklyWindow(
                    List.of(DayOfWeek.MONDAY), LocalTime.NOON, LocalTime.of(14, 0))),
            List.of(Place.WORK)),
        new AccountEvent.Closed("a", CloseReason.PAID),
        attempt(Channel.CALL, ContactResult.WRONG_PARTY, "n-1"),
        attempt(Channel.SMS, ContactResult.WRONG_PARTY, null),
        new AccountEvent.Updated(
            "a",
            "deb-1",
            new AccountEvent.Snapshot(FIRST, 1, "USD", 30, null, null),
            List.of("US-NY-NYC")));
  }

  @ParameterizedTest
  @MethodSource("forbidding")
  void anOldFactThatForbidsOutlivesThousandsOfOthers(AccountFact forbidding) {
    Histories history = new Histories("a").placed("2020-01-01T00:00:00Z", "America/Chicago");
    history.tell(FIRST, forbidding);
    flood(history, i -> new AccountEvent.HardshipReported("a"));
    flood(history, i -> new AccountEvent.CallRequested("a"));
    flood(history, i -> new AccountEvent.ConsentChanged("a", Channel.LETTER, Consent.GRANTED));
    flood(history, i -> new Outcome.ReplyReceived("a", Channel.EMAIL, ReplyWord.QUIT));
    flood(history, i -> attempt(Channel.SMS, ContactResult.DELIVERED, null));

    AccountState state = history.state();

    assertTrue(
        state.facts().stream().anyMatch(fact -> fact.time().equals(FIRST)),
        forbidding + " was removed");
  }

  private static void flood(Histories history, IntFunction<AccountFact> other) {
    for (int i = 0; i < Retention.MOST_PASSING + 1; i++) {
      history.tell(FIRST.plus(Duration.ofHours(1L + i)), other.apply(i));
    }
  }

  private static Outcome attempt(Channel channel, ContactResult result, @Nullable String number) {
    return new Outcome.ContactAttempted("a", channel, result, null, null, null, null, number);
  }

  @Test
  void aPermitThatTellsWhichNumberReachedSomebodyElseIsKeptWithTheAttempt() {
    AccountState state = AccountState.empty("default", "a");
    for (int i = 0; i < 3; i++) {
      Instant used = FIRST.plusSeconds(i);
      state =
          state.permitUsed("p-" + i, Channel.CALL, Place.MOBILE, i == 2 ? "n-1" : "n-" + i, used);
      state = apply(state, used.plusSeconds(60 - 10 * i), wrongParty("p-" + i));
    }

    AccountState later =
        apply(
            state,
            FIRST.plus(Retention.AGE).plusSeconds(100),
            attempt(Channel.SMS, ContactResult.DELIVERED, null));

    assertEquals(
        List.of("p-0 n-0", "p-1 n-1", "p-1 null", "p-0 null", "null null"),
        later.facts().stream()
            .map(fact -> (Fact.Attempt) fact)
            .map(fact -> fact.permitId() + " " + fact.numberRef())
            .toList());
  }

  private static AccountState apply(AccountState state, Instant time, AccountFact fact) {
    EventIdentity identity = new EventIdentity("default", "/told", "e-" + time.getEpochSecond());
    return state.apply(new Envelope(identity, EventTypes.of(fact), time, null), fact).state();
  }

  private static Outcome wrongParty(String permit) {
    return new Outcome.ContactAttempted(
        "a", Channel.CALL, ContactResult.WRONG_PARTY, null, permit, null, null, null);
  }

  /// Calls that do not count must not hide calls that do.
  @Test
  void busySignalsAndMessagesDoNotRemoveCalls() {
    Histories history = new Histories("a").placed("2026-01-01T00:00:00Z", "America/Chicago");
    Instant start = Instant.parse("2026-03-01T15:00:00Z");
    for (int i = 0; i < 7; i++) {
      history.tell(start.plusSeconds(i), attempt(Channel.CALL, ContactResult.NO_ANSWER, null));
    }
    for (int i = 0; i < 2 * Retention.MOST_PASSING; i++) {
      Instant time = start.plusSeconds(10 + i);
      history.tell(
          time,
          i % 2 == 0
              ? attempt(Channel.CALL, ContactResult.BUSY, null)
              : attempt(Channel.SMS, ContactResult.DELIVERED, null));
    }
    history.tell(start.plusSeconds(9_000), attempt(Channel.SMS, ContactResult.DELIVERED, null));

    List<Fact> facts = history.state().facts();

    assertEquals(7, count(facts, Channel.CALL, ContactResult.NO_ANSWER));
    assertEquals(2_000, count(facts, Channel.CALL, ContactResult.BUSY));
    assertEquals(2_000, count(facts, Channel.SMS, ContactResult.DELIVERED));
  }

  private static long count(List<Fact> facts, Channel channel, ContactResult result) {
    return facts.stream()
        .filter(f -> f instanceof Fact.Attempt a && a.channel() == channel && a.result() == result)
        .count();
  }

  /// The oldest of the disputes decides whether the dispute was in time.
  @Test
  void theOldestDisputeIsKept() {
    Histories history = new Histories("a").placed("2020-01-01T00:00:00Z", "America/Chicago");
    history.tell(FIRST, new AccountEvent.DisputeOpened("a"));
    flood(history, _ -> new AccountEvent.DisputeOpened("a"));

    AccountState state = history.state();

    assertEquals(FIRST, state.view(FIRST.plus(Duration.ofDays(900))).disputedSince());
    assertEquals(
        Retention.MOST_LASTING + 1,
        state.facts().stream().filter(f -> f instanceof Fact.Status).count());
  }

  static Stream<Integer> seeds() {
    return Stream.of(1, 2, 3, 4);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfArrivalPlaysNoPartWhenTopicsOverflow(int seed) {
    Random random = new Random(seed);
    Histories history = new Histories("a").placed("2020-01-01T00:00:00Z", "America/Chicago");
    for (int i = 0; i < 900; i++) {
      Instant time = FIRST.plus(Duration.ofHours(random.nextInt(20_000)));
      history.tell(
          time,
          switch (random.nextInt(8)) {
            case 0, 1, 2 -> new AccountEvent.DisputeOpened("a");
            case 3 -> new AccountEvent.NumberChecked("a", Channel.SMS, "n" + random.nextInt(90));
            case 4 -> attempt(Channel.CALL, ContactResult.WRONG_PARTY, "n" + random.nextInt(90));
            case 5 -> new AccountEvent.HardshipReported("a");
            case 6 -> new AccountEvent.DisputeResolved("a");
            default -> attempt(Channel.CALL, ContactResult.NO_ANSWER, null);
          });
    }
    List<Histories.Told> told = new ArrayList<>(history.told());
    AccountState inOrder = Histories.fold("a", told);
    Collections.shuffle(told, random);

    assertEquals(inOrder.facts(), Histories.fold("a", told).facts());
  }
}
