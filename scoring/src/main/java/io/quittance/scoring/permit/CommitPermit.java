package io.quittance.scoring.permit;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.PermitVerdict;
import io.quittance.core.debtor.Instants;
import io.quittance.messaging.EventClock;
import io.quittance.scoring.ScoringWorker;
import io.quittance.scoring.account.AccountLedger;
import io.quittance.scoring.account.AccountRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Uses a permit. After the answer the debtor may be contacted; the attempt is a fact of the
/// account, written in the same transaction. The first to lock the account wins, this use or a
/// batch that revokes the permit. Every rule is checked again, so that a permit reserved under
/// other rules or with a longer lifetime permits nothing that the current rules forbid.
@Singleton
final class CommitPermit {

  private final Pool pool;
  private final AccountRepository accounts;
  private final PermitRepository permits;
  private final PermitRules rules;
  private final ScoringWorker worker;
  private final PermitMetrics metrics;
  private final EventClock clock;

  CommitPermit(
      Pool pool,
      AccountRepository accounts,
      PermitRepository permits,
      PermitRules rules,
      ScoringWorker worker,
      PermitMetrics metrics,
      EventClock clock) {
    this.pool = pool;
    this.accounts = accounts;
    this.permits = permits;
    this.rules = rules;
    this.worker = worker;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// The answer to the use of a permit.
  sealed interface Answer {

    /// The permit was used, now or by an earlier call.
    record Committed(Permit permit) implements Answer {}

    /// The permit can no longer be used; its status says why.
    record Over(Permit permit) implements Answer {}

    /// The tenant has no such permit.
    record UnknownPermit() implements Answer {}

    /// The requested instant is too far ahead of the database's clock.
    record AheadOfClock() implements Answer {}
  }

  /// Uses a permit.
  ///
  /// @param at the instant of the attempt; null for the database's clock
  Uni<Answer> commit(String tenant, UUID permitId, @Nullable Instant at) {
    return metrics.timedCommit(
        () ->
            permits
                .find(tenant, permitId)
                .flatMap(
                    found ->
                        found.isEmpty()
                            ? Uni.createFrom().item(new Answer.UnknownPermit())
                            : transaction(found.get().permits().getFirst(), at)));
  }

  /// An answer, and the permit when its status changed.
  private record Used(Answer answer, List<Permit> settled) {}

  private Uni<Answer> transaction(Permit found, @Nullable Instant at) {
    return pool.withTransaction(connection -> use(connection, found, at))
        .invoke(used -> metrics.settled(used.settled()))
        .map(Used::answer);
  }

  private Uni<Used> use(SqlConnection connection, Permit found, @Nullable Instant at) {
    return accounts
        .lock(connection, ScoringWorker.Lane.REQUEST, Set.of(found.account()), Set.of())
        .flatMap(
            ledger ->
                Uni.combine()
                    .all()
                    .unis(
                        permits.lock(connection, found.account().tenant(), found.permitId()),
                        permits.outstanding(connection, ledger.keys()))
                    .asTuple()
                    .flatMap(
                        read -> use(connection, ledger, read.getItem1(), read.getItem2(), at)));
  }

  private Uni<Used> use(
      SqlConnection connection,
      AccountLedger ledger,
      Optional<Permit> locked,
      Outstanding outstanding,
      @Nullable Instant at) {
    if (locked.isEmpty()) {
      return unchanged(new Answer.UnknownPermit());
    }
    Permit permit = locked.get();
    if (permit.status() == PermitStatus.COMMITTED) {
      return unchanged(new Answer.Committed(permit));
    }
    if (permit.status() != PermitStatus.RESERVED) {
      return unchanged(new Answer.Over(permit));
    }
    if (at != null && at.isAfter(outstanding.clock().plus(clock.tolerance()))) {
      return unchanged(new Answer.AheadOfClock());
    }
    // A use is never before its reservation, even if the clock was set back.
    Instant now = Instants.later(permit.validFrom(), at == null ? outstanding.clock() : at);
    return worker
        .run(
            ScoringWorker.Lane.REQUEST,
            () -> settled(permit, ledger.context(permit.account()), outstanding, now))
        .flatMap(settled -> write(connection, ledger, settled));
  }

  private Permit settled(
      Permit permit, DebtorContext context, Outstanding outstanding, Instant now) {
    if (!permit.isOpen(now)) {
      return permit.expired();
    }
    List<Permit> others =
        outstanding.permits().stream()
            .filter(other -> !other.permitId().equals(permit.permitId()) && other.isOpen(now))
            .toList();
    return switch (rules.judge(context, permit.contact(), now, others)) {
      case PermitVerdict.Granted _ -> permit.committed(now);
      case PermitVerdict.Refused refused ->
          permit.revoked(Permit.Revocation.of(refused.blocked().getFirst()));
    };
  }

  private Uni<Used> write(SqlConnection connection, AccountLedger ledger, Permit settled) {
    Instant committedAt = settled.committedAt();
    if (committedAt == null) {
      return permits
          .settle(connection, List.of(settled))
          .replaceWith(new Used(new Answer.Over(settled), List.of(settled)));
    }
    ledger.put(settled.account(), settled.usedIn(ledger.state(settled.account()), committedAt));
    return accounts
        .save(connection, ScoringWorker.Lane.REQUEST, ledger.changed())
        .chain(() -> permits.settle(connection, List.of(settled)))
        .replaceWith(new Used(new Answer.Committed(settled), List.of(settled)));
  }

  private static Uni<Used> unchanged(Answer answer) {
    return Uni.createFrom().item(new Used(answer, List.of()));
  }
}
