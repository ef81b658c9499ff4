package io.quittance.core.account;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.Histories.Told;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountEvent.Snapshot;
import io.quittance.core.event.Outcome;
import io.quittance.core.feature.FeatureExtractor;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import io.quittance.core.vocabulary.ReplyWord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccountStateTest {

  @Test
  void anyOrderOfArrivalGivesTheSameStateAndTheSameView() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Histories history = Histories.random(random, 1 + random.nextInt(120));
      AccountState expected = history.state();
      byte[] bytes = AccountStateCodec.toBytes(expected);
      List<Told> shuffled = new ArrayList<>(history.told());
      for (int i = 0; i < 5; i++) {
        Collections.shuffle(shuffled, random);
        List<Told> arriving = new ArrayList<>(shuffled);
        if (expected.dropped() == 0) {
          arriving.add(shuffled.getFirst());
        }

        AccountState state = Histories.fold("acc-1", arriving);

        assertEquals(expected, state, "seed " + seed);
        assertArrayEquals(bytes, AccountStateCodec.toBytes(state), "seed " + seed);
        Instant at = Instant.parse("2025-06-01T00:00:00Z").plusSeconds(random.nextInt(40_000_000));
        assertEquals(
            FeatureExtractor.extract(expected.view(at)),
            FeatureExtractor.extract(state.view(at)),
            "seed " + seed);
      }
    }
  }

  @Test
  void aViewDoesNotDependOnWhatHappenedLater() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Histories history = Histories.random(random, 60);
      Instant at = Instant.parse("2025-12-01T00:00:00Z");
      List<Told> known =
          history.told().stream().filter(t -> !t.envelope().time().isAfter(at)).toList();
      Instant last = Instant.parse("2026-01-05T00:00:00Z");
      List<Told> more =
          history.told().stream().filter(t -> !t.envelope().time().isAfter(last)).toList();

      assertEquals(
          FeatureExtractor.extract(Histories.fold("acc-1", known).view(at)),
          FeatureExtractor.extract(Histories.fold("acc-1", more).view(at)),
          "seed " + seed);
    }
  }

  @Test
  void bytesGiveTheStateBack() {
    for (long seed = 0; seed < 100; seed++) {
      AccountState state = Histories.random(new Random(seed), 100).state();
      byte[] bytes = AccountStateCodec.toBytes(state);

      AccountState read = AccountStateCodec.fromBytes(bytes);

      assertEquals(state, read, "seed " + seed);
      assertArrayEquals(bytes, AccountStateCodec.toBytes(read));
    }
    AccountState empty = AccountState.empty("t", "a");
    assertEquals(empty, AccountStateCodec.fromBytes(AccountStateCodec.toBytes(empty)));
  }

  @Test
  void damagedBytesAreRefused() {
    String whole =
        new String(
            AccountStateCodec.toBytes(Histories.random(new Random(1), 30).state()),
            StandardCharsets.UTF_8);
    for (String bytes :
        List.of(
            "",
            "{}",
            "[]",
            whole.substring(0, whole.length() - 3),
            whole.replace("\"v\":1", "\"v\":2"),
            whole.replace("\"f\":", "\"g\":"),
            whole.replace("USD", "XXQ"))) {
      assertThrows(
          CorruptStateException.class,
          () -> AccountStateCodec.fromBytes(bytes.getBytes(StandardCharsets.UTF_8)),
          bytes);
    }
  }

  @Test
  void theBalanceIsTheLatestSnapshotLessPaymentsAfterIt() {
    AccountState state =
        new Histories("a")
            .placed("2026-01-01T00:00:00Z", "America/Chicago")
            .tell("2026-01-05T00:00:00Z", new Outcome.PaymentReceived("a", "1", 10_000, "USD"))
            .tell("2026-01-10T00:00:00Z", updated("2026-01-09T00:00:00Z", 80_000, 48))
            .tell("2026-01-08T00:00:00Z", new Outcome.PaymentReceived("a", "2", 5_000, "USD"))
            .tell("2026-01-12T00:00:00Z", new Outcome.PaymentReceived("a", "3", 30_000, "USD"))
            .tell("2026-01-13T00:00:00Z", new Outcome.PaymentReversed("a", "3", 30_000, "USD"))
            .tell("2026-01-14T00:00:00Z", new Outcome.PaymentReceived("a", "4", 90_000, "USD"))
            .state();

    assertNull(state.view(Instant.parse("2025-12-31T23:59:59Z")).balanceMinor());
    assertEquals(100_000, balance(state, "2026-01-04T00:00:00Z"));
    assertEquals(90_000, balance(state, "2026-01-05T00:00:00Z"));
    assertEquals(85_000, balance(state, "2026-01-09T12:00:00Z"));
    assertEquals(80_000, balance(state, "2026-01-10T00:00:00Z"));
    assertEquals(50_000, balance(state, "2026-01-12T00:00:00Z"));
    assertEquals(80_000, balance(state, "2026-01-13T00:00:00Z"));
    assertEquals(0, balance(state, "2026-01-14T00:00:00Z"));
  }

  @Test
  void daysPastDueGrowWithTheDaysSinceTheSnapshot() {
    AccountState state =
        new Histories("a")
            .placed("2026-01-01T00:00:00Z", "America/Chicago")
            .tell("2026-02-01T00:00:00Z", updated("2026-02-01T00:00:00Z", 80_000, 0))
            .state();

    assertEquals(40, state.view(Instant.parse("2026-01-01T23:59:59Z")).daysPastDue());
    assertEquals(42, state.view(Instant.parse("2026-01-03T00:00:00Z")).daysPastDue());
    assertEquals(0, state.view(Instant.parse("2026-03-03T00:00:00Z")).daysPastDue());
  }

  @Test
  void lateIsWhatIsOlderThanTheNewestOrSaysNothingNewer() {
    Histories history =
        new Histories("a")
            .placed("2026-01-02T00:00:00Z", "America/Chicago")
            .tell("2026-01-03T00:00:00Z", new AccountEvent.ReviewDue("a"))
            .tell("2026-01-02T12:00:00Z", new AccountEvent.HardshipReported("a"))
            .tell("2026-01-04T00:00:00Z", updated("2026-01-02T00:00:00Z", 1, 1))
            .tell("2026-01-04T00:00:00Z", updated("2026-01-04T00:00:00Z", 1, 1));
    AccountState state = AccountState.empty("default", "a");
    List<Boolean> late = new ArrayList<>();
    for (Told told : history.told()) {
      AccountState.Applied applied = Histories.apply(state, told);
      late.add(applied.late());
      state = applied.state();
    }

    assertEquals(List.of(false, false, true, true, false), late);
    assertEquals(Instant.parse("2026-01-04T00:00:00Z"), state.newestFact());
  }

  @Test
  void aClosedAccountMayBePlacedAgain() {
    AccountState state =
        new Histories("a")
            .placed("2026-01-01T00:00:00Z", "America/Chicago")
            .tell("2026-02-01T00:00:00Z", new AccountEvent.Closed("a", CloseReason.RECALLED))
            .placed("2026-03-01T00:00:00Z", "America/Chicago")
            .state();

    assertNull(state.closedAt(Instant.parse("2026-01-31T00:00:00Z")));
    assertEquals(
        Instant.parse("2026-02-01T00:00:00Z"),
        state.closedAt(Instant.parse("2026-02-01T00:00:00Z")));
    assertNull(state.closedAt(Instant.parse("2026-03-01T00:00:00Z")));
    assertEquals("deb-1", state.debtorId());
  }

  @Test
  void anotherCurrencyOrAccountIsRefused() {
    Histories history = new Histories("a").placed("2026-01-01T00:00:00Z", "America/Chicago");
    AccountState state = history.state();
    Told euros =
        new Histories("a")
            .tell("2026-01-02T00:00:00Z", new Outcome.PaymentReceived("a", "1", 1, "EUR"))
            .told()
            .getFirst();
    Told other =
        new Histories("b")
            .tell("2026-01-02T00:00:00Z", new AccountEvent.ReviewDue("b"))
            .told()
            .getFirst();

    assertEquals(
        "currency-mismatch",
        assertThrows(InvalidEventException.class, () -> Histories.apply(state, euros)).code());
    assertEquals(
        "account-mismatch",
        assertThrows(InvalidEventException.class, () -> Histories.apply(state, other)).code());
  }

  @Test
  void memoryIsBoundedAndTheBalanceSurvivesPruning() {
    Histories history = new Histories("a").placed("2024-01-01T00:00:00Z", "America/Chicago");
    Instant time = Instant.parse("2024-01-01T00:00:00Z");
    for (int i = 0; i < 5_000; i++) {
      time = time.plusSeconds(3_600 * 4);
      history.called(time, Outcome.ContactResult.NO_ANSWER);
      if (i % 100 == 0) {
        history.tell(time, new Outcome.PaymentReceived("a", "p" + i, 10, "USD"));
      }
    }

    AccountState state = history.state();

    assertTrue(state.facts().size() <= 2_000 + 51, state.toString());
    assertEquals(5_051 - state.facts().size(), state.dropped());
    assertEquals(100_000 - 50 * 10, state.view(time).balanceMinor());
  }

  @Test
  void aRepeatedIdentityChangesNothing() {
    Histories history = Histories.random(new Random(3), 40);
    AccountState state = history.state();

    AccountState again = Histories.apply(state, history.told().get(7)).state();

    assertEquals(state, again);
    assertSame(state.facts(), again.facts());
    assertFalse(state.facts().isEmpty());
  }

  private static AccountEvent updated(String asOf, long balance, int daysPastDue) {
    return new AccountEvent.Updated(
        "a", "deb-1", new Snapshot(Instant.parse(asOf), balance, "USD", daysPastDue, null, null));
  }

  private static long balance(AccountState state, String at) {
    Long balance = state.view(Instant.parse(at)).balanceMinor();
    return balance == null ? -1 : balance;
  }

  @Test
  void theNumberOfAPermitAndOfAReplySurvivesStorage() {
    Instant at = Instant.parse("2026-03-02T15:00:00Z");
    AccountState state =
        new Histories("a")
            .tell(at, new Outcome.ReplyReceived("a", Channel.SMS, ReplyWord.STOP, "n-1"))
            .state()
            .permitUsed("p-1", Channel.CALL, Place.MOBILE, "n-2", at.plusSeconds(1));

    AccountState read = AccountStateCodec.fromBytes(AccountStateCodec.toBytes(state));

    assertEquals(state, read);
    assertEquals("n-1", ((Fact.Reply) read.facts().getFirst()).numberRef());
    assertEquals("n-2", ((Fact.Attempt) read.facts().getLast()).numberRef());
  }

  @Test
  void aPermitUsedIsAnAttemptWithoutAResultAndSurvivesStorage() {
    Instant at = Instant.parse("2026-03-02T15:00:00.123456Z");
    AccountState empty = AccountState.empty("bank-1", "acc-1");

    AccountState once = empty.permitUsed("p-1", Channel.CALL, Place.MOBILE, at);
    AccountState twice = once.permitUsed("p-1", Channel.CALL, Place.MOBILE, at);

    assertEquals(once, twice);
    assertEquals(once, AccountStateCodec.fromBytes(AccountStateCodec.toBytes(once)));
    assertEquals(at, once.newestFact());
    assertEquals(
        List.of(
            new Fact.Attempt(
                new Stamp(at, "/quittance/permits", "p-1"),
                Channel.CALL,
                null,
                "p-1",
                Place.MOBILE,
                Recipient.DEBTOR,
                null)),
        once.facts());
    assertEquals(
        empty
            .permitUsed("p-2", Channel.CALL, null, at.minusSeconds(1))
            .permitUsed("p-1", Channel.CALL, Place.MOBILE, at),
        once.permitUsed("p-2", Channel.CALL, null, at.minusSeconds(1)));
  }
}
