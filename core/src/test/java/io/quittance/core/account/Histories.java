package io.quittance.core.account;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountEvent.Snapshot;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.Outcome;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.core.vocabulary.Consent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Builds states from events for tests.
public final class Histories {

  /// An event or an outcome with its envelope.
  public record Told(Envelope envelope, AccountFact what) {}

  private final String accountId;
  private final List<Told> told = new ArrayList<>();

  public Histories(String accountId) {
    this.accountId = accountId;
  }

  /// Events of one account in no particular order, all kinds, over some 600 days.
  static Histories random(RandomGenerator random, int size) {
    Histories history = new Histories("acc-1");
    Instant start = Instant.parse("2025-01-01T00:00:00Z");
    for (int i = 0; i < size; i++) {
      Instant time = start.plusSeconds(random.nextLong(600L * 86_400 / 60) * 60);
      history.tellSomething(random, time, i);
    }
    return history;
  }

  private void tellSomething(RandomGenerator random, Instant time, int i) {
    Channel channel = Channel.values()[random.nextInt(4)];
    Snapshot snapshot =
        new Snapshot(
            time.minusSeconds(random.nextInt(5) * 86_400L),
            random.nextInt(100_000),
            "USD",
            random.nextInt(90),
            random.nextBoolean() ? 1_000L : null,
            null);
    String promise = "p" + random.nextInt(20);
    switch (random.nextInt(14)) {
      case 0 ->
          tell(
              time,
              new AccountEvent.Placed(
                  accountId,
                  "deb-1",
                  snapshot,
                  ActorType.THIRD_PARTY,
                  "US",
                  List.of("America/Chicago", "America/New_York"),
                  Map.of(channel, Consent.values()[random.nextInt(3)]),
                  random.nextBoolean() ? time.minusSeconds(1_000_000) : null,
                  random.nextBoolean() ? time : null,
                  null,
                  null,
                  null));
      case 1, 2 -> tell(time, new AccountEvent.Updated(accountId, "deb-1", snapshot));
      case 3, 4 -> tell(time, new Outcome.PaymentReceived(accountId, "m" + i, 1 + i, "USD"));
      case 5 -> tell(time, new Outcome.PaymentReversed(accountId, "m" + i, 1 + i, "USD"));
      case 6, 7 ->
          tell(
              time,
              new Outcome.ContactAttempted(
                  accountId,
                  channel,
                  Outcome.ContactResult.values()[random.nextInt(8)],
                  null,
                  null,
                  null,
                  null));
      case 8 -> tell(time, new Outcome.RightPartyContact(accountId, channel, null));
      case 9 ->
          tell(
              time,
              new Outcome.PromiseMade(
                  accountId, promise, 10, "USD", time.plusSeconds(864_000).plusNanos(1)));
      case 10 ->
          tell(
              time,
              random.nextBoolean()
                  ? new Outcome.PromiseKept(accountId, promise)
                  : new Outcome.PromiseBroken(accountId, promise));
      case 11 ->
          tell(
              time,
              random.nextBoolean()
                  ? new AccountEvent.ConsentChanged(accountId, channel, Consent.GRANTED)
                  : new Outcome.OptedOut(accountId, channel));
      case 12 -> tell(time, new Outcome.ComplaintRaised(accountId, null));
      default -> tell(time, status(random));
    }
  }

  private AccountEvent status(RandomGenerator random) {
    return switch (random.nextInt(12)) {
      case 0 -> new AccountEvent.ValidationSent(accountId);
      case 1 -> new AccountEvent.VerificationSent(accountId);
      case 2 -> new AccountEvent.DisputeOpened(accountId);
      case 3 -> new AccountEvent.DisputeResolved(accountId);
      case 4 -> new AccountEvent.HardshipReported(accountId);
      case 5 -> new AccountEvent.CeaseRequested(accountId);
      case 6 -> new AccountEvent.AttorneyRetained(accountId);
      case 7 -> new AccountEvent.BankruptcyFiled(accountId);
      case 8 -> new AccountEvent.DeceasedReported(accountId);
      case 9 -> new AccountEvent.IdentityTheftReported(accountId);
      case 10 -> new AccountEvent.ReviewDue(accountId);
      default -> new AccountEvent.Closed(accountId, CloseReason.PAID);
    };
  }

  /// Adds what happened at a time.
  public Histories tell(Instant time, AccountFact what) {
    EventIdentity identity =
        new EventIdentity("default", "/s" + told.size() % 3, accountId + "-" + told.size());
    told.add(new Told(new Envelope(identity, EventTypes.of(what), time, null), what));
    return this;
  }

  public Histories tell(String time, AccountFact what) {
    return tell(Instant.parse(time), what);
  }

  /// An account of 1,000.00 USD, 40 days past due, with every consent.
  public Histories placed(String time, String... zones) {
    Instant at = Instant.parse(time);
    return tell(
        at,
        new AccountEvent.Placed(
            accountId,
            "deb-1",
            new Snapshot(at, 100_000, "USD", 40, null, null),
            ActorType.THIRD_PARTY,
            "US",
            List.of(zones),
            Map.of(
                Channel.CALL,
                Consent.GRANTED,
                Channel.SMS,
                Consent.GRANTED,
                Channel.EMAIL,
                Consent.GRANTED),
            null,
            at,
            null,
            null,
            null));
  }

  public Histories called(Instant time, Outcome.ContactResult result) {
    return tell(
        time,
        new Outcome.ContactAttempted(accountId, Channel.CALL, result, null, null, null, null));
  }

  public List<Told> told() {
    return told;
  }

  public AccountState state() {
    return fold(accountId, told);
  }

  static AccountState fold(String accountId, List<Told> told) {
    AccountState state = AccountState.empty("default", accountId);
    for (Told one : told) {
      state = apply(state, one).state();
    }
    return state;
  }

  static AccountState.Applied apply(AccountState state, Told told) {
    return state.apply(told.envelope(), told.what());
  }
}
