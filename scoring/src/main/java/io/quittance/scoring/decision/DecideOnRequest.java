package io.quittance.scoring.decision;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.messaging.BatchRetry;
import io.quittance.messaging.EventClock;
import io.quittance.messaging.RefusedContent;
import io.quittance.messaging.outbox.OutboxRelay;
import io.quittance.messaging.retention.OlderThanRetentionException;
import io.quittance.scoring.ScoringConfig;
import io.quittance.scoring.ScoringWorker;
import io.quittance.scoring.account.AccountKey;
import io.quittance.scoring.account.AccountLedger;
import io.quittance.scoring.account.AccountRepository;
import io.quittance.scoring.champion.ServingModels;
import io.quittance.scoring.grouping.GroupedCalls;
import io.quittance.scoring.inbox.ContentHash;
import io.quittance.scoring.inbox.Fate;
import io.quittance.scoring.inbox.InboxRow;
import io.quittance.scoring.inbox.KnownEvent;
import io.quittance.scoring.inference.ScoringModel;
import io.quittance.scoring.review.NewCase;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides about stored accounts on request. Requests that come at the same time share one
/// [DecisionTransaction]; none can fail another. The same request returns the same bytes. The
/// decisions are published through the outbox, because a request has no offset to be replayed from.
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
  private final BatchRetry contexts;
  private final EventClock eventClock;
  private final Clock clock;
  private final ServingModels champions;
  private final GroupedCalls<Request, Supplier<Answer>> groups;
  private final GroupedCalls<Request, Supplier<Answer>> dryRuns;

  DecideOnRequest(
      AccountRepository accounts,
      DecisionTransaction transaction,
      DecideTreatment decide,
      DecisionPublisher publisher,
      OutboxRelay relay,
      DecisionMetrics metrics,
      BatchRetry contexts,
      EventClock eventClock,
      Clock clock,
      ServingModels champions,
      ScoringConfig config) {
    this.accounts = accounts;
    this.transaction = transaction;
    this.decide = decide;
    this.publisher = publisher;
    this.relay = relay;
    this.metrics = metrics;
    this.contexts = contexts;
    this.eventClock = eventClock;
    this.clock = clock;
    this.champions = champions;
    this.groups = groups(config.requests(), this::answer);
    this.dryRuns = groups(config.requests(), this::tried);
  }

  private static GroupedCalls<Request, Supplier<Answer>> groups(
      ScoringConfig.Requests config, Function<List<Request>, Uni<List<Supplier<Answer>>>> work) {
    return new GroupedCalls<>(
        new GroupedCalls.Limits(config.transactions(), config.together(), config.waiting()),
        request -> request.trigger().identity(),
        _ -> 1,
        // What the database has not answered it will not answer the next ones either.
        failure -> !(failure instanceof PgException),
        work);
  }

  /// The answer to a request.
  public sealed interface Answer {

    /// Decided now.
    @SuppressWarnings("ArrayRecordComponent")
    record Decided(byte[] bytes) implements Answer {}

    /// Decided now, and kept nowhere.
    @SuppressWarnings("ArrayRecordComponent")
    record Tried(byte[] bytes) implements Answer {}

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

  /// Decides, unless the same request was decided before or the account is unknown. Fails with
  /// [GroupedCalls.TooManyWaitingException] when too many requests wait.
  ///
  /// @param at the instant to decide as of; null for now
  public Uni<Answer> decide(EventIdentity identity, String accountId, @Nullable Instant at) {
    Envelope trigger = new Envelope(identity, TYPE, at == null ? clock.instant() : at, null);
    AccountKey key = new AccountKey(identity.tenant(), accountId);
    return groups
        .call(new Request(trigger, key, content(identity, accountId, at)))
        .map(Supplier::get);
  }

  /// Answers what [#decide] would decide about the account as it is now, and stores, publishes and
  /// opens nothing. A request that was decided before is decided anew. Fails as [#decide] does.
  ///
  /// @param at the instant to decide as of; null for now
  public Uni<Answer> dryRun(EventIdentity identity, String accountId, @Nullable Instant at) {
    Envelope trigger = new Envelope(identity, TYPE, at == null ? clock.instant() : at, null);
    AccountKey key = new AccountKey(identity.tenant(), accountId);
    return dryRuns.call(new Request(trigger, key, new byte[0])).map(Supplier::get);
  }

  private Uni<List<Supplier<Answer>>> tried(List<Request> requests) {
    return contexts.inOwnContext(
        () ->
            accounts
                .read(ScoringWorker.Lane.REQUEST, requests.stream().map(Request::key).toList())
                .map(ledger -> tried(requests, ledger)));
  }

  private List<Supplier<Answer>> tried(List<Request> requests, AccountLedger ledger) {
    Deciding deciding = new Deciding(champions.serving(), Map.of(), ledger);
    return requests.stream()
        .<Supplier<Answer>>map(
            request ->
                ledger.holds(request.key()) ? deciding.tried(request) : Answer.UnknownAccount::new)
        .toList();
  }

  /// Answers a group in a Vert.x context of its own: that of one of the callers may end earlier.
  private Uni<List<Supplier<Answer>>> answer(List<Request> requests) {
    return contexts.inOwnContext(
        () ->
            accounts
                .existing(requests.stream().map(Request::key).toList())
                .flatMap(existing -> answer(requests, existing)));
  }

  private Uni<List<Supplier<Answer>>> answer(List<Request> requests, Set<AccountKey> existing) {
    List<Request> known =
        requests.stream().filter(request -> existing.contains(request.key())).toList();
    return commit(known)
        .map(
            replies -> {
              Iterator<Reply> next = replies.iterator();
              return requests.stream()
                  .<Supplier<Answer>>map(
                      request ->
                          existing.contains(request.key())
                              ? next.next()
                              : Answer.UnknownAccount::new)
                  .toList();
            });
  }

  /// Decides in one transaction. When the database refuses what one request holds, each half has
  /// one of its own.
  private Uni<List<Reply>> commit(List<Request> requests) {
    if (requests.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    Uni<List<Reply>> replies =
        transaction
            .run(new RequestWork(requests))
            .invoke(this::count)
            .map(DecisionTransaction.Committed::result);
    if (requests.size() == 1) {
      return replies
          .onFailure(OlderThanRetentionException.class)
          .recoverWithItem(_ -> List.of(new Reply.Given(new Answer.NotKept())))
          .onFailure(RefusedContent::is)
          .recoverWithItem(refused -> List.of(new Reply.Failed((RuntimeException) refused)));
    }
    int half = requests.size() / 2;
    return replies
        .onFailure(
            failure -> failure instanceof OlderThanRetentionException || RefusedContent.is(failure))
        .recoverWithUni(
            () ->
                commit(requests.subList(0, half))
                    .flatMap(
                        first ->
                            commit(requests.subList(half, requests.size()))
                                .map(
                                    second ->
                                        Stream.concat(first.stream(), second.stream()).toList())));
  }

  private void count(DecisionTransaction.Committed<List<Reply>> committed) {
    List<Reply.Made> made =
        committed.result().stream()
            .filter(Reply.Made.class::isInstance)
            .map(Reply.Made.class::cast)
            .toList();
    if (!made.isEmpty()) {
      metrics.opened(committed.opened());
      made.forEach(reply -> metrics.decision(reply.decision()));
      relay.wakeUp();
    }
  }

  /// Hashes the request without the clock's reading, so that a repeat without a time is recognised.
  private static byte[] content(EventIdentity identity, String accountId, @Nullable Instant at) {
    byte[] data = EventCodec.write(new DecisionRequest(identity.id(), accountId, at, null));
    return ContentHash.of(new Envelope(identity, TYPE, Instant.EPOCH, null), data);
  }

  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Request(Envelope trigger, AccountKey key, byte[] content) {}

  /// What became of one request of a group.
  private sealed interface Reply extends Supplier<Answer> {

    /// Decided now.
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Made(DecisionMade decision, byte[] bytes) implements Reply {
      @Override
      public Answer get() {
        return new Answer.Decided(bytes);
      }
    }

    /// Answered without a new decision.
    record Given(Answer answer) implements Reply {
      @Override
      public Answer get() {
        return answer;
      }
    }

    /// Failed alone. Nothing was stored of it, and it may be asked again.
    record Failed(RuntimeException cause) implements Reply {
      @Override
      public Answer get() {
        throw cause;
      }
    }
  }

  private final class RequestWork implements DecisionTransaction.Work<List<Reply>> {

    private final List<Request> requests;

    RequestWork(List<Request> requests) {
      this.requests = requests;
    }

    @Override
    public Map<EventIdentity, Instant> identities() {
      Map<EventIdentity, Instant> identities = new LinkedHashMap<>();
      requests.forEach(
          request -> identities.put(request.trigger().identity(), request.trigger().time()));
      return identities;
    }

    @Override
    public DecisionTransaction.Locks locks() {
      return new DecisionTransaction.Locks(
          requests.stream().map(Request::key).collect(Collectors.toSet()), Set.of());
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
    public DecisionTransaction.Decided<List<Reply>> decide(
        Map<String, ScoringModel> models,
        Map<EventIdentity, KnownEvent> known,
        AccountLedger ledger) {
      return new Deciding(models, known, ledger).all(requests);
    }
  }

  /// The decisions of one attempt at a transaction.
  private final class Deciding {

    private final Map<String, ScoringModel> models;
    private final Map<EventIdentity, KnownEvent> known;
    private final AccountLedger ledger;
    private final List<InboxRow> rows = new ArrayList<>();
    private final List<EventIdentity> released = new ArrayList<>();
    private final List<StoredDecision> decisions = new ArrayList<>();
    private final List<NewCase> cases = new ArrayList<>();

    Deciding(
        Map<String, ScoringModel> models,
        Map<EventIdentity, KnownEvent> known,
        AccountLedger ledger) {
      this.models = models;
      this.known = known;
      this.ledger = ledger;
    }

    DecisionTransaction.Decided<List<Reply>> all(List<Request> requests) {
      List<Reply> replies = requests.stream().map(this::reply).toList();
      return new DecisionTransaction.Decided<>(
          new DecisionTransaction.Writes(
              rows,
              List.of(),
              released,
              decisions,
              cases,
              decisions.stream().map(publisher::record).toList(),
              List.of()),
          replies);
    }

    private Reply reply(Request request) {
      KnownEvent before = known.get(request.trigger().identity());
      if (before != null) {
        return new Reply.Given(repeat(request, before));
      }
      try {
        return decide(request);
      } catch (RuntimeException e) {
        released.add(request.trigger().identity());
        return new Reply.Failed(e);
      }
    }

    /// Decides and keeps nothing.
    Reply tried(Request request) {
      try {
        DecisionMade decision = decision(request, ledger.context(request.key()));
        return new Reply.Given(new Answer.Tried(EventCodec.write(decision)));
      } catch (RuntimeException e) {
        return new Reply.Failed(e);
      }
    }

    private DecisionMade decision(Request request, DebtorContext context) {
      Envelope trigger = request.trigger();
      DecisionMade decided = decide.decide(trigger, context, models.get(request.key().tenant()));
      return isAboutThePast(trigger, context.account())
          ? decided
          : decided.atAccountVersion(ledger.version(request.key()));
    }

    private Reply decide(Request request) {
      Envelope trigger = request.trigger();
      DebtorContext context = ledger.context(request.key());
      DecisionMade decision = decision(request, context);
      StoredDecision stored = DecideTreatment.stored(decision);
      List<NewCase> opened = decide.cases(trigger, decision, context);
      rows.add(row(request, decision));
      decisions.add(stored);
      cases.addAll(opened);
      return new Reply.Made(decision, stored.bytes());
    }

    /// Returns whether the caller asks what would have been decided before something that is known
    /// now. Such a decision has no version, so it never counts as the account's latest.
    private boolean isAboutThePast(Envelope trigger, AccountState account) {
      Instant newest = account.newestFact();
      return newest != null && trigger.time().plus(eventClock.tolerance()).isBefore(newest);
    }

    private static Answer repeat(Request request, KnownEvent before) {
      byte[] bytes = before.decision();
      return bytes != null && before.hasContent(request.content())
          ? new Answer.Repeated(bytes)
          : new Answer.Conflict();
    }

    private static InboxRow row(Request request, DecisionMade decision) {
      return new InboxRow(
          request.trigger(),
          decision.accountId(),
          request.content(),
          Fate.DECIDED,
          null,
          null,
          decision.decisionId(),
          request.trigger().time());
    }
  }
}
