package io.quittance.scoring.review;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.pack.ReviewRuling;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.scoring.ScoringWorker;
import io.quittance.scoring.account.AccountKey;
import io.quittance.scoring.account.AccountRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Opens a review case at the request of a person or a system. A matter that a rule prohibits is
/// refused.
@Singleton
public final class OpenReview {

  private final Pool pool;
  private final Clock clock;
  private final ReviewRepository reviews;
  private final AccountRepository accounts;
  private final ReviewLaw law;
  private final ReviewMetrics metrics;

  OpenReview(
      Pool pool,
      Clock clock,
      ReviewRepository reviews,
      AccountRepository accounts,
      ReviewLaw law,
      ReviewMetrics metrics) {
    this.pool = pool;
    this.clock = clock;
    this.reviews = reviews;
    this.accounts = accounts;
    this.law = law;
    this.metrics = metrics;
  }

  /// A request to open a case.
  ///
  /// @param reason a code
  /// @param decisionId the decision that it is about, null when it is about none
  public record Wanted(
      String accountId, ReviewKind kind, String reason, @Nullable UUID decisionId) {}

  /// Opens a case. Repeating the request while the case is open returns the open case.
  ///
  /// @param by the subject of the caller's token
  public Uni<ReviewAnswer> open(String tenant, Wanted wanted, String by) {
    AccountKey key = new AccountKey(tenant, wanted.accountId());
    return accounts
        .find(key)
        .flatMap(
            found ->
                found.isEmpty()
                    ? answer(
                        new ReviewAnswer.Missing("account-not-found", "There is no such account"))
                    : pool.withTransaction(connection -> openLocked(connection, key, wanted, by)))
        .invoke(
            answer -> {
              if (answer instanceof ReviewAnswer.Done done) {
                metrics.entered(done.review().kind(), Review.Status.OPEN);
              }
            });
  }

  private Uni<ReviewAnswer> openLocked(
      SqlConnection connection, AccountKey key, Wanted wanted, String by) {
    return accounts
        .lock(connection, ScoringWorker.Lane.REQUEST, Set.of(key), Set.of())
        .flatMap(
            ledger ->
                reviews
                    .findOpen(connection, key.tenant(), key.accountId(), wanted.kind())
                    .flatMap(
                        open ->
                            open.map(review -> answer(again(review, wanted)))
                                .orElseGet(
                                    () -> openNew(connection, ledger.context(key), wanted, by))));
  }

  private static ReviewAnswer again(Review open, Wanted wanted) {
    return open.reason().equals(wanted.reason())
            && Objects.equals(open.decisionId(), wanted.decisionId())
        ? new ReviewAnswer.Repeated(open)
        : new ReviewAnswer.Conflict(
            "review-open", "A review of this kind is open for the account", open);
  }

  private Uni<ReviewAnswer> openNew(
      SqlConnection connection, DebtorContext context, Wanted wanted, String by) {
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    ReviewRuling rule = law.of(context, wanted.kind(), at);
    if (rule.barred()) {
      return answer(new ReviewAnswer.Barred(rule));
    }
    NewCase opened = opened(context, wanted, rule, by, at);
    UUID decisionId = wanted.decisionId();
    Uni<Boolean> known =
        decisionId == null
            ? Uni.createFrom().item(true)
            : reviews.isDecided(connection, decisionId, opened.tenant(), opened.accountId());
    return known.flatMap(
        yes ->
            yes
                ? reviews
                    .open(connection, List.of(opened))
                    .replaceWith(new ReviewAnswer.Done(Review.of(opened)))
                : answer(
                    new ReviewAnswer.Missing(
                        "decision-not-found", "There is no such decision about this account")));
  }

  private static NewCase opened(
      DebtorContext context, Wanted wanted, ReviewRuling rule, String by, Instant at) {
    String tenant = context.account().tenant();
    return new NewCase(
        tenant,
        NewCase.id(tenant, wanted.accountId(), wanted.kind(), at),
        wanted.accountId(),
        context.account().debtorId(),
        wanted.kind(),
        wanted.reason(),
        wanted.decisionId(),
        by,
        at,
        null,
        rule.ruleId(),
        rule.pack(),
        rule.citation(),
        null);
  }

  private static Uni<ReviewAnswer> answer(ReviewAnswer answer) {
    return Uni.createFrom().item(answer);
  }
}
