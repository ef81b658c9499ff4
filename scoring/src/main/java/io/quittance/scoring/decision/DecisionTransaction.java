package io.quittance.scoring.decision;

import io.quittance.core.event.EventIdentity;
import io.quittance.messaging.OutgoingRecord;
import io.quittance.messaging.outbox.Outbox;
import io.quittance.messaging.retention.MonthPartitions;
import io.quittance.scoring.ScoringWorker;
import io.quittance.scoring.account.AccountKey;
import io.quittance.scoring.account.AccountLedger;
import io.quittance.scoring.account.AccountRepository;
import io.quittance.scoring.account.DebtorKey;
import io.quittance.scoring.account.SetAside;
import io.quittance.scoring.account.SetAsideRepository;
import io.quittance.scoring.champion.ServingModels;
import io.quittance.scoring.inbox.FateRow;
import io.quittance.scoring.inbox.InboxRepository;
import io.quittance.scoring.inbox.InboxRow;
import io.quittance.scoring.inbox.KnownEvent;
import io.quittance.scoring.inference.ScoringModel;
import io.quittance.scoring.permit.RevokePermits;
import io.quittance.scoring.review.NewCase;
import io.quittance.scoring.review.ReviewRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Runs the database transaction in which decisions are made. It claims identities, locks accounts
/// and debtors, decides on the worker, writes everything, and revokes the permits that the new
/// account states forbid. One model version serves the whole transaction.
@Singleton
public final class DecisionTransaction {

  /// Attempts after another process dropped a month that this one knew.
  private static final int AGAIN = 3;

  private final Pool pool;
  private final MonthPartitions months;
  private final InboxRepository inbox;
  private final AccountRepository accounts;
  private final SetAsideRepository setAside;
  private final DecisionRepository decisions;
  private final ReviewRepository reviews;
  private final RevokePermits revokePermits;
  private final Outbox outbox;
  private final ServingModels champions;
  private final ScoringWorker worker;

  DecisionTransaction(
      Pool pool,
      MonthPartitions months,
      InboxRepository inbox,
      AccountRepository accounts,
      SetAsideRepository setAside,
      DecisionRepository decisions,
      ReviewRepository reviews,
      RevokePermits revokePermits,
      Outbox outbox,
      ServingModels champions,
      ScoringWorker worker) {
    this.pool = pool;
    this.months = months;
    this.inbox = inbox;
    this.accounts = accounts;
    this.setAside = setAside;
    this.decisions = decisions;
    this.reviews = reviews;
    this.revokePermits = revokePermits;
    this.outbox = outbox;
    this.champions = champions;
    this.worker = worker;
  }

  /// What one transaction decides.
  ///
  /// @param <R> what the caller gets after the commit
  interface Work<R> {

    /// Returns the identities to claim, with their event times.
    Map<EventIdentity, Instant> identities();

    /// Returns the accounts and debtors to lock.
    Locks locks();

    /// Returns on which threads the work is done.
    ScoringWorker.Lane lane();

    /// Returns whether the work changes account states, so that permits may have to be revoked.
    boolean changesAccounts();

    /// Decides. Runs on the worker.
    ///
    /// @param models the champion of each tenant
    /// @param known the identities that were accepted before, with what the inbox holds
    /// @param ledger the locked accounts
    Decided<R> decide(
        Map<String, ScoringModel> models,
        Map<EventIdentity, KnownEvent> known,
        AccountLedger ledger);
  }

  /// The accounts to lock, and debtors to lock beside those that the accounts name.
  record Locks(Set<AccountKey> accounts, Set<DebtorKey> debtors) {

    static final Locks NONE = new Locks(Set.of(), Set.of());
  }

  /// The outcome of the work, before anything is written.
  record Decided<R>(Writes writes, R result) {}

  /// The outcome of the work, after the commit.
  ///
  /// @param opened the review cases that were opened
  record Committed<R>(R result, List<NewCase> opened) {}

  /// What the transaction writes beside account states and permits.
  ///
  /// @param accepted inbox rows, in order
  /// @param fates of the records without an inbox row
  /// @param released identities that were claimed but not accepted
  /// @param cases review cases that the decisions may open
  /// @param outbox records that the relay publishes after the commit
  /// @param setAside facts that may forbid a contact and could not be accepted
  record Writes(
      List<InboxRow> accepted,
      List<FateRow> fates,
      List<EventIdentity> released,
      List<StoredDecision> decisions,
      List<NewCase> cases,
      List<OutgoingRecord> outbox,
      List<SetAside> setAside) {

    static final Writes NOTHING =
        new Writes(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  private record Done<R>(Committed<R> committed, RevokePermits.Settled permits) {}

  /// Completes after the commit. Fails when the database cannot be reached: then nothing was
  /// stored, and the call can be retried. Fails with
  /// [io.quittance.messaging.retention.OlderThanRetentionException] when the month of an identity
  /// is no longer kept.
  <R> Uni<Committed<R>> run(Work<R> work) {
    return Uni.createFrom()
        .deferred(() -> months.ensure(Set.copyOf(work.identities().values())))
        .chain(() -> inTransaction(connection -> claim(connection, work)))
        .onFailure(MonthPartitions::isMissingMonth)
        .invoke(months::forget)
        .onFailure(MonthPartitions::isMissingMonth)
        .retry()
        .atMost(AGAIN)
        .invoke(done -> done.permits().count())
        .map(Done::committed);
  }

  /// Runs a transaction whose first statements are sent together with its beginning: the database
  /// works them off in their order, and nobody waits for the answers in between.
  private <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> statements) {
    return pool.getConnection()
        .flatMap(
            connection ->
                Uni.combine()
                    .all()
                    .unis(
                        connection.begin(),
                        Uni.createFrom().deferred(() -> statements.apply(connection)))
                    .asTuple()
                    .flatMap(both -> both.getItem1().commit().replaceWith(both.getItem2()))
                    .onFailure()
                    .call(() -> rollback(connection))
                    .eventually(connection::close));
  }

  /// Rolls back what is not over. The failure that led here is what the caller hears of.
  private static Uni<Void> rollback(SqlConnection connection) {
    Transaction unfinished = connection.transaction();
    return unfinished == null
        ? Uni.createFrom().voidItem()
        : unfinished.rollback().onFailure().recoverWithNull();
  }

  /// Claims and locks in one go. What was accepted before is locked in vain, but that is rare, and
  /// an answer less to wait for is not.
  private <R> Uni<Done<R>> claim(SqlConnection connection, Work<R> work) {
    Map<String, ScoringModel> models = champions.serving();
    Locks locks = work.locks();
    return Uni.combine()
        .all()
        .unis(
            inbox.claim(connection, work.identities()),
            accounts.lock(connection, work.lane(), locks.accounts(), locks.debtors()))
        .asTuple()
        .flatMap(read -> decide(connection, work, models, read.getItem1(), read.getItem2()));
  }

  /// Reads the permits while the worker decides: nothing waits for them.
  private <R> Uni<Done<R>> decide(
      SqlConnection connection,
      Work<R> work,
      Map<String, ScoringModel> models,
      Map<EventIdentity, KnownEvent> known,
      AccountLedger ledger) {
    Set<AccountKey> changing = work.changesAccounts() ? ledger.keys() : Set.of();
    return Uni.combine()
        .all()
        .unis(
            revokePermits.open(connection, changing),
            worker.run(work.lane(), () -> work.decide(models, known, ledger)))
        .asTuple()
        .invoke(ready -> revokePermits.recordNumbers(ledger, ready.getItem1()))
        .flatMap(
            ready ->
                write(connection, work.lane(), ready.getItem2().writes(), ledger)
                    .flatMap(
                        opened ->
                            revokePermits
                                .settle(connection, work.lane(), ledger, ready.getItem1())
                                .map(
                                    settled ->
                                        new Done<>(
                                            new Committed<>(ready.getItem2().result(), opened),
                                            settled))));
  }

  private Uni<List<NewCase>> write(
      SqlConnection connection, ScoringWorker.Lane lane, Writes writes, AccountLedger ledger) {
    return Uni.combine()
        .all()
        .unis(
            inbox.insert(connection, writes.accepted()),
            decisions.insert(connection, writes.decisions()),
            accounts.save(connection, lane, ledger.changed()),
            inbox.log(connection, writes.fates()),
            inbox.withdraw(connection, ledger.readAgain()),
            inbox.release(connection, writes.released()))
        .discardItems()
        .chain(() -> setAside.write(connection, writes.setAside(), ledger.accepted()))
        .chain(() -> reviews.open(connection, writes.cases()))
        .call(() -> outbox.append(connection, writes.outbox()));
  }
}
