package io.quittance.scoring.decision;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.messaging.EventClock;
import io.quittance.messaging.OutboxRelay;
import io.quittance.messaging.retention.OlderThanRetentionException;
import io.quittance.scoring.ScoringWorker;
import io.quittance.scoring.account.AccountKey;
import io.quittance.scoring.account.AccountLedger;
import io.quittance.scoring.account.AccountRepository;
import io.quittance.scoring.inbox.ContentHash;
import io.quittance.scoring.inbox.Fate;
import io.quittance.scoring.inbox.InboxRow;
import io.quittance.scoring.inbox.KnownEvent;
import io.quittance.scoring.inference.ScoringModel;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides about a stored account on request, in one [DecisionTransaction]. The same request
/// returns the same bytes. The decision is published through the outbox, because a request has no
/// offset to be replayed from.
@Singleton
public final class DecideOnRequest {

  /// The source of the identities of requests.
  public static final String SOURCE = "/quittance/rest";

  /// The type of a request as a trigger.
  public static final String TYPE = "io.quittance.decision.requested.v1";

  private final AccountRepository accounts;
  private final DecisionTransaction transaction;
  private final DecideTreatment decide;
  private final DecisionPublisher publisher;
  private final OutboxRelay relay;
  private final DecisionMetrics metrics;
  private final EventClock eventClock;
  private final Clock clock;

  DecideOnRequest(
      AccountRepository accounts,
      DecisionTransaction transaction,
      DecideTreatment decide,
      DecisionPublisher publisher,
      OutboxRelay relay,
      DecisionMetrics metrics,
      EventClock eventClock,
      Clock clock) {
    this.accounts = accounts;
    this.transaction = transaction;
    this.decide = decide;
    this.publisher = publisher;
    this.relay = relay;
    this.metrics = metrics;
    this.eventClock = eventClock;
    this.clock = clock;
  }

  /// The answer to a request.
  public sealed interface Answer {

    /// Decided now.
    @SuppressWarnings("ArrayRecordComponent")
    record Decided(byte[] bytes) implements Answer {}

    /// Decided by an earlier call with the same request.
    @SuppressWarnings("ArrayRecordComponent")
    record Repeated(byte[] bytes) implements Answer {}

    /// The request id was used for a different request.
    record Conflict() implements Answer {}

    /// The tenant has no such account.
    record UnknownAccount() implements Answer {}

    /// The instant lies in a month that is no longer kept.
    record NotKept() implements Answer {}
  }

  /// Decides, unless the same request was decided before or the account is unknown.
  ///
  /// @param at the instant to decide as of; null for now
  public Uni<Answer> decide(EventIdentity identity, String accountId, @Nullable Instant at) {
    Envelope trigger = new Envelope(identity, TYPE, at == null ? clock.instant() : at, null);
    AccountKey key = new AccountKey(identity.tenant(), accountId);
    byte[] content = content(identity, accountId, at);
    return accounts
        .exists(key)
        .flatMap(
            known ->
                known
                    ? commit(new RequestWork(trigger, key, content))
                    : Uni.createFrom().item(new Answer.UnknownAccount()));
  }

  private Uni<Answer> commit(RequestWork work) {
    return transaction
        .run(work)
        .invoke(this::count)
        .map(done -> done.result().answer())
        .onFailure(OlderThanRetentionException.class)
        .recoverWithItem(_ -> new Answer.NotKept());
  }

  private void count(DecisionTransaction.Committed<Reply> committed) {
    DecisionMade made = committed.result().made();
    if (made != null) {
      metrics.opened(committed.opened());
      metrics.decision(made);
    }
    relay.wakeUp();
  }

  /// Hashes the request without the clock's reading, so that a repeat without a time is recognised.
  private static byte[] content(EventIdentity identity, String accountId, @Nullable Instant at) {
    byte[] data = EventCodec.write(new DecisionRequest(identity.id(), accountId, at));
    return ContentHash.of(new Envelope(identity, TYPE, Instant.EPOCH, null), data);
  }

  /// @param made null when nothing was decided now
  private record Reply(Answer answer, @Nullable DecisionMade made) {}

  private final class RequestWork implements DecisionTransaction.Work<Reply> {

    private final Envelope trigger;
    private final AccountKey key;
    private final byte[] content;

    RequestWork(Envelope trigger, AccountKey key, byte[] content) {
      this.trigger = trigger;
      this.key = key;
      this.content = content;
    }

    @Override
    public Map<EventIdentity, Instant> identities() {
      return Map.of(trigger.identity(), trigger.time());
    }

    @Override
    public DecisionTransaction.Locks locks(Set<EventIdentity> known) {
      return known.isEmpty()
          ? new DecisionTransaction.Locks(Set.of(key), Set.of())
          : DecisionTransaction.Locks.NONE;
    }

    @Override
    public ScoringWorker.Lane lane() {
      return ScoringWorker.Lane.REQUEST;
    }

    @Override
    public boolean changesAccounts() {
      return false;
    }

    @Override
    public DecisionTransaction.Decided<Reply> decide(
        Map<String, ScoringModel> models,
        Map<EventIdentity, KnownEvent> known,
        AccountLedger ledger) {
      KnownEvent before = known.get(trigger.identity());
      if (before != null) {
        return new DecisionTransaction.Decided<>(
            DecisionTransaction.Writes.NOTHING, new Reply(repeat(before), null));
      }
      DebtorContext context = ledger.context(key);
      DecisionMade decided = decide.decide(trigger, context, models.get(key.tenant()));
      DecisionMade decision =
          isAboutThePast(context.account())
              ? decided
              : decided.atAccountVersion(ledger.version(key));
      StoredDecision stored = DecideTreatment.stored(decision);
      return new DecisionTransaction.Decided<>(
          new DecisionTransaction.Writes(
              List.of(row(decision)),
              List.of(),
              List.of(),
              List.of(stored),
              decide.cases(trigger, decision, context),
              List.of(publisher.record(stored)),
              List.of()),
          new Reply(new Answer.Decided(stored.bytes()), decision));
    }

    /// Returns whether the caller asks what would have been decided before something that is known
    /// now. Such a decision has no version, so it never counts as the account's latest.
    private boolean isAboutThePast(AccountState account) {
      Instant newest = account.newestFact();
      return newest != null && trigger.time().plus(eventClock.tolerance()).isBefore(newest);
    }

    private Answer repeat(KnownEvent before) {
      byte[] bytes = before.decision();
      return bytes != null && before.hasContent(content)
          ? new Answer.Repeated(bytes)
          : new Answer.Conflict();
    }

    private InboxRow row(DecisionMade decision) {
      return new InboxRow(
          trigger,
          decision.accountId(),
          content,
          Fate.DECIDED,
          null,
          null,
          decision.decisionId(),
          trigger.time());
    }
  }
}
