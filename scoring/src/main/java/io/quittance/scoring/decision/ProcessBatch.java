package io.quittance.scoring.decision;

import io.quittance.core.event.EventIdentity;
import io.quittance.messaging.Parsed;
import io.quittance.scoring.ScoringWorker;
import io.quittance.scoring.account.AccountKey;
import io.quittance.scoring.account.AccountLedger;
import io.quittance.scoring.account.AccountRepository;
import io.quittance.scoring.account.DebtorKey;
import io.quittance.scoring.champion.Champions;
import io.quittance.scoring.inbox.InboxRepository;
import io.quittance.scoring.inbox.KnownEvent;
import io.quittance.scoring.inbox.MonthRepository;
import io.quittance.scoring.inference.ScoringModel;
import io.quittance.scoring.permit.RevokePermits;
import io.quittance.scoring.review.ReviewRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// One batch, one transaction: claims identities, locks accounts and debtors, folds and decides,
/// writes everything, and revokes the permits that the news forbids. One model version serves the
/// whole batch.
@Singleton
public final class ProcessBatch {

  private final Pool pool;
  private final MonthRepository months;
  private final InboxRepository inbox;
  private final AccountRepository accounts;
  private final DecisionRepository decisions;
  private final ReviewRepository reviews;
  private final DecideTreatment decide;
  private final Champions champions;
  private final ScoringWorker worker;
  private final RevokePermits revokePermits;

  public ProcessBatch(
      Pool pool,
      MonthRepository months,
      InboxRepository inbox,
      AccountRepository accounts,
      DecisionRepository decisions,
      ReviewRepository reviews,
      DecideTreatment decide,
      Champions champions,
      ScoringWorker worker,
      RevokePermits revokePermits) {
    this.pool = pool;
    this.months = months;
    this.inbox = inbox;
    this.accounts = accounts;
    this.decisions = decisions;
    this.reviews = reviews;
    this.decide = decide;
    this.champions = champions;
    this.worker = worker;
    this.revokePermits = revokePermits;
  }

  /// Completes after the commit with what is to be published, one result per transaction. Fails
  /// when the database is away: nothing was stored then, and the call can be repeated. A record
  /// whose content the database refuses is separated from the others and becomes poison.
  public Uni<List<BatchResult>> process(List<ParsedRecord> batch) {
    return transaction(batch)
        .map(List::of)
        .onFailure(ProcessBatch::isRefusedContent)
        .recoverWithUni(() -> separate(batch));
  }

  private Uni<List<BatchResult>> separate(List<ParsedRecord> batch) {
    if (batch.size() == 1) {
      ParsedRecord refused = batch.getFirst();
      Parsed.Poison poison =
          new Parsed.Poison(
              refused.record(), "storage-refused", "data", "the database refuses the content");
      return transaction(List.of(new ParsedRecord.Unreadable(poison))).map(List::of);
    }
    int half = batch.size() / 2;
    return process(batch.subList(0, half))
        .flatMap(
            first ->
                process(batch.subList(half, batch.size()))
                    .map(
                        second -> {
                          List<BatchResult> all = new ArrayList<>(first);
                          all.addAll(second);
                          return all;
                        }));
  }

  private Uni<BatchResult> transaction(List<ParsedRecord> batch) {
    Map<EventIdentity, Instant> identities = new LinkedHashMap<>();
    Set<Instant> times = new HashSet<>();
    for (ParsedRecord.Readable event : readable(batch)) {
      identities.putIfAbsent(event.identity(), event.envelope().time());
      times.add(event.envelope().time());
    }
    return months
        .ensure(times)
        .chain(() -> pool.withTransaction(connection -> decideAll(connection, batch, identities)))
        .invoke(done -> done.permits().count())
        .map(Done::result);
  }

  /// What a transaction has written.
  private record Done(BatchResult result, RevokePermits.Settled permits) {}

  private Uni<Done> decideAll(
      SqlConnection connection, List<ParsedRecord> batch, Map<EventIdentity, Instant> identities) {
    Map<String, ScoringModel> models = champions.serving();
    return inbox
        .claim(connection, identities)
        .flatMap(
            known ->
                lock(connection, batch, known)
                    .flatMap(ledger -> fold(connection, batch, models, known, ledger)));
  }

  /// The permits are read while the batch is folded: nothing waits for them.
  private Uni<Done> fold(
      SqlConnection connection,
      List<ParsedRecord> batch,
      Map<String, ScoringModel> models,
      Map<EventIdentity, KnownEvent> known,
      AccountLedger ledger) {
    return Uni.combine()
        .all()
        .unis(
            revokePermits.open(connection, ledger.keys()),
            worker.run(() -> new FoldBatch(decide, models, known, ledger).fold(batch)))
        .asTuple()
        .flatMap(
            ready ->
                write(connection, ready.getItem2(), ledger)
                    .chain(() -> revokePermits.settle(connection, ledger, ready.getItem1()))
                    .map(settled -> new Done(ready.getItem2(), settled)));
  }

  private Uni<AccountLedger> lock(
      SqlConnection connection, List<ParsedRecord> batch, Map<EventIdentity, KnownEvent> known) {
    Set<AccountKey> keys = new TreeSet<>();
    Set<DebtorKey> debtors = new TreeSet<>();
    for (ParsedRecord.Readable event : readable(batch)) {
      if (!known.containsKey(event.identity())) {
        keys.add(event.account());
        DebtorKey debtor = event.debtor();
        if (debtor != null) {
          debtors.add(debtor);
        }
      }
    }
    return accounts.lock(connection, keys, debtors);
  }

  private static List<ParsedRecord.Readable> readable(List<ParsedRecord> batch) {
    return batch.stream()
        .filter(ParsedRecord.Readable.class::isInstance)
        .map(ParsedRecord.Readable.class::cast)
        .toList();
  }

  private Uni<BatchResult> write(
      SqlConnection connection, BatchResult result, AccountLedger ledger) {
    return Uni.combine()
        .all()
        .unis(
            inbox.insert(connection, result.accepted()),
            decisions.insert(connection, result.decisions()),
            accounts.save(connection, ledger.changed()),
            inbox.log(connection, result.fates()),
            inbox.release(connection, result.released()))
        .discardItems()
        .chain(() -> reviews.open(connection, result.cases()))
        .map(result::withCases);
  }

  /// SQLSTATE classes 22 (data exception) and 23 (integrity) do not heal by trying again.
  private static boolean isRefusedContent(Throwable failure) {
    return failure instanceof PgException refused
        && refused.getSqlState() != null
        && (refused.getSqlState().startsWith("22") || refused.getSqlState().startsWith("23"));
  }
}
