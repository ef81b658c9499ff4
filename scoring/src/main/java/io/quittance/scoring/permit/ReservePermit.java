package io.quittance.scoring.permit;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.PermitVerdict;
import io.quittance.core.debtor.LocalClock;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import io.quittance.messaging.EventClock;
import io.quittance.scoring.ScoringConfig;
import io.quittance.scoring.ScoringWorker;
import io.quittance.scoring.account.AccountKey;
import io.quittance.scoring.account.AccountLedger;
import io.quittance.scoring.account.AccountRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reserves one attempt if every rule allows it at this instant.
///
/// Account and debtor are locked before anything is read, so that no two requests, in any number of
/// processes, count the same attempts and both fit under a cap. The instant is the database's
/// clock, read after locking: a later lock has a later instant, whatever the clocks of the
/// processes say. A refusal stores nothing, so the same request id can be used again.
@Singleton
final class ReservePermit {

  private final Pool pool;
  private final AccountRepository accounts;
  private final PermitRepository permits;
  private final PermitRules rules;
  private final ScoringWorker worker;
  private final PermitMetrics metrics;
  private final EventClock clock;
  private final Duration lifetime;

  ReservePermit(
      Pool pool,
      AccountRepository accounts,
      PermitRepository permits,
      PermitRules rules,
      ScoringWorker worker,
      PermitMetrics metrics,
      EventClock clock,
      ScoringConfig config) {
    this.pool = pool;
    this.accounts = accounts;
    this.permits = permits;
    this.rules = rules;
    this.worker = worker;
    this.metrics = metrics;
    this.clock = clock;
    this.lifetime = config.permits().lifetime();
    if (!lifetime.isPositive()) {
      throw new IllegalStateException("quittance.permits.lifetime must be positive");
    }
  }

  /// A request with well-formed fields.
  ///
  /// @param sha256 hash of its content
  /// @param at the instant to judge by; null for the database's clock
  record Wanted(
      String requestId,
      String sha256,
      AccountKey account,
      Channel channel,
      @Nullable Place place,
      @Nullable String numberRef,
      @Nullable UUID decisionId,
      @Nullable Instant at) {

    PermitRules.Contact contact() {
      return new PermitRules.Contact(channel, place, numberRef);
    }
  }

  /// The answer to a request.
  sealed interface Answer {

    /// A permit was reserved.
    record Granted(Permit permit) implements Answer {}

    /// An earlier call of the same request reserved the permit.
    ///
    /// @param clock the database's
    record Repeated(Permit permit, Instant clock) implements Answer {}

    /// The attempt is not lawful now.
    ///
    /// @param next the first known instant at which it would be lawful; null when none is known
    /// @param zone the debtor's time zone; null when unknown
    record Refused(List<Blocked> blocked, @Nullable Instant next, @Nullable ZoneId zone)
        implements Answer {}

    /// The request id was used for a different request.
    record Conflict() implements Answer {}

    /// The tenant has no such account.
    record UnknownAccount() implements Answer {}

    /// The tenant has no such decision for this account.
    record UnknownDecision() implements Answer {}

    /// The requested instant is too far ahead of the database's clock.
    record AheadOfClock() implements Answer {}
  }

  Uni<Answer> reserve(Wanted wanted) {
    return metrics.timedReserve(
        () ->
            accounts
                .find(wanted.account())
                .flatMap(
                    found ->
                        found.isEmpty()
                            ? Uni.createFrom().item(new Answer.UnknownAccount())
                            : decided(wanted)
                                .flatMap(
                                    decided ->
                                        decided
                                            ? transaction(wanted)
                                            : Uni.createFrom().item(new Answer.UnknownDecision())))
                .invoke(this::count));
  }

  /// An answer, and the permits that were found to have expired.
  private record Asked(Answer answer, List<Permit> expired) {}

  private Uni<Answer> transaction(Wanted wanted) {
    return pool.withTransaction(connection -> ask(connection, wanted))
        .invoke(asked -> metrics.settled(asked.expired()))
        .map(Asked::answer);
  }

  private Uni<Boolean> decided(Wanted wanted) {
    UUID decisionId = wanted.decisionId();
    return decisionId == null
        ? Uni.createFrom().item(true)
        : permits.isDecidedFor(wanted.account(), decisionId);
  }

  private Uni<Asked> ask(SqlConnection connection, Wanted wanted) {
    return accounts
        .lock(connection, ScoringWorker.Lane.REQUEST, Set.of(wanted.account()), Set.of())
        .flatMap(
            ledger ->
                Uni.combine()
                    .all()
                    .unis(
                        permits.outstanding(connection, ledger.keys()),
                        permits.ofRequest(
                            connection, wanted.account().tenant(), wanted.requestId()))
                    .asTuple()
                    .flatMap(
                        read ->
                            answer(connection, wanted, ledger, read.getItem1(), read.getItem2())));
  }

  private Uni<Asked> answer(
      SqlConnection connection,
      Wanted wanted,
      AccountLedger ledger,
      Outstanding outstanding,
      Optional<Permit> before) {
    if (before.isPresent()) {
      return asked(repeat(wanted, before.get(), outstanding.clock()));
    }
    Instant at = wanted.at();
    if (at != null && at.isAfter(outstanding.clock().plus(clock.tolerance()))) {
      return asked(new Answer.AheadOfClock());
    }
    Instant now = at == null ? outstanding.clock() : at;
    List<Permit> open = new ArrayList<>();
    List<Permit> expired = new ArrayList<>();
    for (Permit permit : outstanding.permits()) {
      if (permit.isOpen(now)) {
        open.add(permit);
      } else {
        expired.add(permit.expired());
      }
    }
    return worker
        .run(
            ScoringWorker.Lane.REQUEST,
            () -> judge(wanted, ledger.context(wanted.account()), now, open))
        .flatMap(
            answer ->
                permits
                    .settle(connection, expired)
                    .chain(() -> written(connection, answer))
                    .map(written -> new Asked(written, expired)));
  }

  private static Uni<Asked> asked(Answer answer) {
    return Uni.createFrom().item(new Asked(answer, List.of()));
  }

  private static Answer repeat(Wanted wanted, Permit before, Instant clock) {
    return before.requestSha256().equals(wanted.sha256())
        ? new Answer.Repeated(before, clock)
        : new Answer.Conflict();
  }

  private Answer judge(Wanted wanted, DebtorContext context, Instant now, List<Permit> open) {
    return switch (rules.judge(context, wanted.contact(), now, open)) {
      case PermitVerdict.Granted granted ->
          new Answer.Granted(permit(wanted, context, now, granted.until()));
      case PermitVerdict.Refused refused ->
          new Answer.Refused(
              refused.blocked(), refused.next(), LocalClock.zoneOf(context.account(), now));
    };
  }

  private Permit permit(Wanted wanted, DebtorContext context, Instant now, Instant lawfulUntil) {
    Instant end = now.plus(lifetime);
    return new Permit(
        UUID.randomUUID(),
        wanted.requestId(),
        wanted.sha256(),
        wanted.account(),
        context.account().debtorId(),
        wanted.channel(),
        wanted.place(),
        wanted.numberRef(),
        wanted.decisionId(),
        wanted.at() != null,
        now,
        lawfulUntil.isBefore(end) ? lawfulUntil : end,
        PermitStatus.RESERVED,
        null,
        null);
  }

  /// Returns a conflict when a request for another account, which takes other locks, has used the
  /// request id meanwhile.
  private Uni<Answer> written(SqlConnection connection, Answer answer) {
    return answer instanceof Answer.Granted granted
        ? permits
            .insert(connection, granted.permit())
            .map(written -> written ? answer : new Answer.Conflict())
        : Uni.createFrom().item(answer);
  }

  private void count(Answer answer) {
    switch (answer) {
      case Answer.Granted granted -> metrics.settled(List.of(granted.permit()));
      case Answer.Refused refused -> metrics.refused(refused.blocked());
      case Answer.Repeated _, Answer.Conflict _, Answer.UnknownAccount _ -> {}
      case Answer.UnknownDecision _, Answer.AheadOfClock _ -> {}
    }
  }
}
