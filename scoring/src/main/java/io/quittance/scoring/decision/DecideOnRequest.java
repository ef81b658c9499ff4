package io.quittance.scoring.decision;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.messaging.Outbox;
import io.quittance.messaging.OutboxRelay;
import io.quittance.scoring.ScoringWorker;
import io.quittance.scoring.account.AccountKey;
import io.quittance.scoring.account.AccountRepository;
import io.quittance.scoring.champion.Champions;
import io.quittance.scoring.inbox.ContentHash;
import io.quittance.scoring.inbox.Fate;
import io.quittance.scoring.inbox.InboxRepository;
import io.quittance.scoring.inbox.InboxRow;
import io.quittance.scoring.inbox.KnownEvent;
import io.quittance.scoring.inbox.MonthRepository;
import io.quittance.scoring.review.Occasions;
import io.quittance.scoring.review.ReviewRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides for a stored account because somebody asked. The same request gives the same bytes; the
/// decision leaves through the outbox, since there is no offset to replay it from.
@Singleton
public final class DecideOnRequest {

  /// The source of the identities of requests.
  public static final String SOURCE = "/quittance/rest";

  /// The type of a request as a trigger.
  public static final String TYPE = "io.quittance.decision.requested.v1";

  private final Pool pool;
  private final Clock clock;
  private final MonthRepository months;
  private final InboxRepository inbox;
  private final AccountRepository accounts;
  private final DecisionRepository decisions;
  private final ReviewRepository reviews;
  private final DecisionPublisher publisher;
  private final DecideTreatment decide;
  private final Champions champions;
  private final ScoringWorker worker;
  private final Outbox outbox;
  private final OutboxRelay relay;
  private final DecisionMetrics metrics;

  DecideOnRequest(
      Pool pool,
      Clock clock,
      MonthRepository months,
      InboxRepository inbox,
      AccountRepository accounts,
      DecisionRepository decisions,
      ReviewRepository reviews,
      DecisionPublisher publisher,
      DecideTreatment decide,
      Champions champions,
      ScoringWorker worker,
      Outbox outbox,
      OutboxRelay relay,
      DecisionMetrics metrics) {
    this.pool = pool;
    this.clock = clock;
    this.months = months;
    this.inbox = inbox;
    this.accounts = accounts;
    this.decisions = decisions;
    this.reviews = reviews;
    this.publisher = publisher;
    this.decide = decide;
    this.champions = champions;
    this.worker = worker;
    this.outbox = outbox;
    this.relay = relay;
    this.metrics = metrics;
  }

  /// What a request comes to.
  public sealed interface Answer {

    /// Decided now.
    @SuppressWarnings("ArrayRecordComponent")
    record Decided(byte[] bytes) implements Answer {}

    /// Decided by an earlier call of the same request.
    @SuppressWarnings("ArrayRecordComponent")
    record Repeated(byte[] bytes) implements Answer {}

    /// The request id was used for another request.
    record Conflict() implements Answer {}

    /// The tenant has no such account.
    record UnknownAccount() implements Answer {}
  }

  /// @param at null for the clock
  public Uni<Answer> decide(EventIdentity identity, String accountId, @Nullable Instant at) {
    Instant time = at == null ? clock.instant() : at;
    Envelope trigger = new Envelope(identity, TYPE, time, null);
    AccountKey key = new AccountKey(identity.tenant(), accountId);
    byte[] content = content(identity, accountId, at);
    return accounts
        .find(key)
        .flatMap(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(new Answer.UnknownAccount())
                    : months
                        .ensure(Set.of(time))
                        .chain(
                            () ->
                                pool.withTransaction(
                                    connection -> claim(connection, trigger, key, content)))
                        .invoke(relay::wakeUp));
  }

  /// The clock's reading when none was given is no part of the request, so that a repeat is one.
  private static byte[] content(EventIdentity identity, String accountId, @Nullable Instant at) {
    byte[] data = EventCodec.write(new DecisionRequest(identity.id(), accountId, at));
    return ContentHash.of(new Envelope(identity, TYPE, Instant.EPOCH, null), data);
  }

  private Uni<Answer> claim(
      SqlConnection connection, Envelope trigger, AccountKey key, byte[] content) {
    return inbox
        .claim(connection, Map.of(trigger.identity(), trigger.time()))
        .flatMap(
            known -> {
              KnownEvent before = known.get(trigger.identity());
              if (before != null) {
                return Uni.createFrom().item(repeat(before, content));
              }
              return accounts
                  .lock(connection, Set.of(key), Set.of())
                  .flatMap(
                      ledger -> {
                        DebtorContext context = ledger.context(key);
                        return worker
                            .run(() -> decision(trigger, context, key.tenant()))
                            .flatMap(
                                decision -> store(connection, trigger, decision, context, content));
                      });
            });
  }

  private static Answer repeat(KnownEvent before, byte[] content) {
    byte[] bytes = before.decision();
    return bytes != null && before.hasContent(content)
        ? new Answer.Repeated(bytes)
        : new Answer.Conflict();
  }

  private DecisionMade decision(Envelope trigger, DebtorContext context, String tenant) {
    return decide.decide(trigger, context, champions.serving().get(tenant));
  }

  private Uni<Answer> store(
      SqlConnection connection,
      Envelope trigger,
      DecisionMade decision,
      DebtorContext context,
      byte[] content) {
    StoredDecision stored = DecideTreatment.stored(decision);
    InboxRow row =
        new InboxRow(
            trigger,
            decision.accountId(),
            content,
            Fate.DECIDED,
            null,
            null,
            decision.decisionId());
    return inbox
        .insert(connection, List.of(row))
        .chain(() -> decisions.insert(connection, List.of(stored)))
        .chain(() -> reviews.open(connection, Occasions.of(decision, context)))
        .invoke(metrics::opened)
        .chain(() -> outbox.append(connection, List.of(publisher.record(stored))))
        .invoke(() -> metrics.decision(decision))
        .replaceWith(new Answer.Decided(stored.bytes()));
  }
}
