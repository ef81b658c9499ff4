package io.quittance.scoring.permit;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Fact;
import io.quittance.core.contact.PermitVerdict;
import io.quittance.core.debtor.Instants;
import io.quittance.scoring.ScoringWorker;
import io.quittance.scoring.account.AccountKey;
import io.quittance.scoring.account.AccountLedger;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Settles the outstanding permits of the debtors whose accounts a transaction changes, before it
/// commits: permits that the new states forbid are revoked, and permits that an outcome reports as
/// used become used. Accounts and debtors are locked, so no permit is reserved or used between the
/// read and the commit.
@Singleton
public final class RevokePermits {

  private static final Logger LOG = Logger.getLogger(RevokePermits.class);
  private static final Comparator<Permit> NEWEST_FIRST =
      Comparator.comparing(Permit::validFrom).thenComparing(Permit::permitId).reversed();

  private final PermitRepository permits;
  private final PermitRules rules;
  private final ScoringWorker worker;
  private final PermitMetrics metrics;

  RevokePermits(
      PermitRepository permits, PermitRules rules, ScoringWorker worker, PermitMetrics metrics) {
    this.permits = permits;
    this.rules = rules;
    this.worker = worker;
    this.metrics = metrics;
  }

  /// The permits to judge, read while the accounts are locked.
  public static final class Open {

    private final Outstanding outstanding;

    private Open(Outstanding outstanding) {
      this.outstanding = outstanding;
    }
  }

  /// The settled permits, to be counted after the commit.
  public final class Settled {

    private final List<Permit> permits;

    private Settled(List<Permit> permits) {
      this.permits = permits;
    }

    /// Counts the permits.
    public void count() {
      metrics.settled(permits);
    }
  }

  /// Reads the outstanding permits of locked accounts, from an index that holds no others.
  public Uni<Open> open(SqlConnection connection, Collection<AccountKey> accounts) {
    return accounts.isEmpty()
        ? Uni.createFrom().item(new Open(new Outstanding(Instant.EPOCH, List.of())))
        : permits.outstanding(connection, accounts).map(Open::new);
  }

  /// Records which number a permit was for that an outcome used without a commit: only the permit
  /// tells it, and it is over from now on. Call it before the states are written.
  public void recordNumbers(AccountLedger ledger, Open open) {
    for (Permit permit : open.outstanding.permits()) {
      if (permit.numberRef() != null) {
        AccountState state = ledger.state(permit.account());
        used(permit, state).ifPresent(at -> ledger.put(permit.account(), permit.usedIn(state, at)));
      }
    }
  }

  /// Judges the permits by the new account states and writes their new status.
  public Uni<Settled> settle(
      SqlConnection connection, ScoringWorker.Lane lane, AccountLedger ledger, Open open) {
    if (open.outstanding.permits().isEmpty()) {
      return Uni.createFrom().item(new Settled(List.of()));
    }
    return worker
        .run(lane, () -> judged(ledger, open.outstanding))
        .flatMap(judged -> permits.settle(connection, judged).replaceWith(new Settled(judged)));
  }

  /// Returns the permits that do not stay reserved. Of two that can no longer both be used, the
  /// later one is revoked.
  private List<Permit> judged(AccountLedger ledger, Outstanding outstanding) {
    List<Permit> settled = new ArrayList<>();
    List<Permit> left = new ArrayList<>();
    for (Permit permit : outstanding.permits()) {
      Optional<Instant> used = used(permit, ledger.state(permit.account()));
      if (used.isPresent()) {
        settled.add(permit.committed(used.get()));
      } else if (permit.isOpen(now(permit, ledger.context(permit.account()), outstanding))) {
        left.add(permit);
      } else {
        settled.add(permit.expired());
      }
    }
    left.sort(NEWEST_FIRST);
    for (Permit permit : List.copyOf(left)) {
      left.remove(permit);
      Permit.Revocation by = forbidden(permit, ledger.context(permit.account()), outstanding, left);
      if (by == null) {
        left.add(permit);
      } else {
        settled.add(permit.revoked(by));
      }
    }
    return settled;
  }

  private Permit.@Nullable Revocation forbidden(
      Permit permit, DebtorContext context, Outstanding outstanding, List<Permit> left) {
    Instant now = now(permit, context, outstanding);
    List<Permit> others = left.stream().filter(other -> isOf(other, context)).toList();
    try {
      return switch (rules.judge(context, permit.contact(), now, others)) {
        case PermitVerdict.Granted _ -> null;
        case PermitVerdict.Refused refused -> Permit.Revocation.of(refused.blocked().getFirst());
      };
    } catch (RuntimeException e) {
      LOG.errorf(e, "Permit %s could not be checked and is revoked", permit.permitId());
      return new Permit.Revocation("CHECK-FAILED", null);
    }
  }

  private static boolean isOf(Permit permit, DebtorContext context) {
    return context.account().tenant().equals(permit.account().tenant())
        && context.all().stream()
            .anyMatch(state -> state.accountId().equals(permit.account().accountId()));
  }

  /// Returns the instant to judge by: for a simulated permit, the newest fact of its debtor.
  private static Instant now(Permit permit, DebtorContext context, Outstanding outstanding) {
    Instant newest = permit.simulated() ? PermitRules.newest(context) : outstanding.clock();
    return Instants.later(permit.validFrom(), newest);
  }

  private static Optional<Instant> used(Permit permit, AccountState state) {
    String permitId = permit.permitId().toString();
    for (Fact fact : state.facts().reversed()) {
      if (fact instanceof Fact.Attempt attempt && permitId.equals(attempt.permitId())) {
        return Optional.of(attempt.time());
      }
    }
    return Optional.empty();
  }
}
