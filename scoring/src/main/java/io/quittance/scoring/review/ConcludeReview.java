package io.quittance.scoring.review;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.debtor.Instants;
import io.quittance.core.pack.ReviewRuling;
import io.quittance.core.vocabulary.ReviewVerdict;
import io.quittance.messaging.outbox.Outbox;
import io.quittance.messaging.outbox.OutboxRelay;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Concludes a review case with a person's decision. The case and its event are written in one
/// transaction under the account's lock; of two people who conclude at the same time, the second
/// reads the first conclusion.
@Singleton
public final class ConcludeReview {

  private final Pool pool;
  private final Clock clock;
  private final ReviewRepository reviews;
  private final AccountRepository accounts;
  private final ReviewLaw law;
  private final ReviewPublisher publisher;
  private final Outbox outbox;
  private final OutboxRelay relay;
  private final ReviewMetrics metrics;

  ConcludeReview(
      Pool pool,
      Clock clock,
      ReviewRepository reviews,
      AccountRepository accounts,
      ReviewLaw law,
      ReviewPublisher publisher,
      Outbox outbox,
      OutboxRelay relay,
      ReviewMetrics metrics) {
    this.pool = pool;
    this.clock = clock;
    this.reviews = reviews;
    this.accounts = accounts;
    this.law = law;
    this.publisher = publisher;
    this.outbox = outbox;
    this.relay = relay;
    this.metrics = metrics;
  }

  /// Concludes a case.
  ///
  /// @param by the subject of the person's token
  public Uni<ReviewAnswer> conclude(
      String tenant, UUID reviewId, Conclusion conclusion, String by) {
    return reviews
        .find(tenant, reviewId)
        .flatMap(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(unknown())
                    : told(
                        pool.withTransaction(
                            connection ->
                                concludeLocked(connection, found.get(), conclusion, by))));
  }

  /// Records a person's decision that replaces one already made: a case that is concluded when it
  /// is opened.
  ///
  /// @param opened its id is a function of the decision it replaces, so that it is recorded once
  public Uni<ReviewAnswer> record(NewCase opened, Conclusion conclusion, String by) {
    return told(
        pool.withTransaction(
            connection -> recordLocked(connection, Review.of(opened), conclusion, by)));
  }

  private Uni<ReviewAnswer> concludeLocked(
      SqlConnection connection, Review known, Conclusion conclusion, String by) {
    AccountKey key = new AccountKey(known.tenant(), known.accountId());
    return accounts
        .lock(connection, ScoringWorker.Lane.REQUEST, Set.of(key), Set.of())
        .flatMap(
            ledger ->
                reviews
                    .find(connection, known.tenant(), known.reviewId())
                    .map(Optional::orElseThrow)
                    .flatMap(
                        review -> {
                          DebtorContext context = ledger.context(key);
                          Instant at = after(review, context.account());
                          return switch (ReviewTransition.of(review, conclusion, by, at)) {
                            case ReviewTransition.Concludes to ->
                                conclude(connection, to.after(), context, at);
                            case ReviewTransition.Repeats repeat ->
                                answer(new ReviewAnswer.Repeated(repeat.before()));
                            case ReviewTransition.Conflicts with -> answer(conflict(with.before()));
                            case ReviewTransition.Refuses refused ->
                                answer(new ReviewAnswer.Refused(refused.slug(), refused.why()));
                          };
                        }));
  }

  private Uni<ReviewAnswer> conclude(
      SqlConnection connection, Review after, DebtorContext context, Instant at) {
    Review.Concluded concluded = concluded(after);
    if (concluded.conclusion().verdict() == ReviewVerdict.APPROVE) {
      ReviewRuling rule = law.of(context, after.kind(), at);
      if (rule.barred()) {
        return answer(new ReviewAnswer.Barred(rule));
      }
    }
    return reviews
        .conclude(connection, after, concluded)
        .chain(() -> tell(connection, after, concluded));
  }

  private Uni<ReviewAnswer> recordLocked(
      SqlConnection connection, Review review, Conclusion conclusion, String by) {
    AccountKey key = new AccountKey(review.tenant(), review.accountId());
    return accounts
        .lock(connection, ScoringWorker.Lane.REQUEST, Set.of(key), Set.of())
        .flatMap(
            ledger ->
                reviews
                    .find(connection, review.tenant(), review.reviewId())
                    .flatMap(
                        before ->
                            switch (ReviewTransition.of(
                                before.orElse(review),
                                conclusion,
                                by,
                                after(review, ledger.state(key)))) {
                              case ReviewTransition.Concludes to ->
                                  reviews
                                      .record(connection, to.after(), concluded(to.after()))
                                      .chain(
                                          () ->
                                              tell(connection, to.after(), concluded(to.after())));
                              case ReviewTransition.Repeats repeat ->
                                  answer(new ReviewAnswer.Repeated(repeat.before()));
                              case ReviewTransition.Conflicts with ->
                                  answer(conflict(with.before()));
                              case ReviewTransition.Refuses refused ->
                                  answer(new ReviewAnswer.Refused(refused.slug(), refused.why()));
                            }));
  }

  private Uni<ReviewAnswer> tell(
      SqlConnection connection, Review after, Review.Concluded concluded) {
    return outbox
        .append(connection, List.of(publisher.record(after, concluded)))
        .replaceWith(new ReviewAnswer.Done(after));
  }

  private Uni<ReviewAnswer> told(Uni<ReviewAnswer> transaction) {
    return transaction.invoke(
        answer -> {
          if (answer instanceof ReviewAnswer.Done done) {
            relay.wakeUp();
            metrics.entered(done.review().kind(), Review.Status.CONCLUDED);
          }
        });
  }

  /// Returns the event time of a conclusion: after its case and after every known fact of the
  /// account, even when a source's clock is slightly fast.
  private Instant after(Review review, AccountState state) {
    Instant known = Instants.later(review.openedAt(), state.newestFact());
    Instant next = known.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return Instants.later(next, now);
  }

  private static Review.Concluded concluded(Review review) {
    Review.Concluded concluded = review.concluded();
    if (concluded == null) {
      throw new IllegalStateException("a transition left the case open");
    }
    return concluded;
  }

  private static ReviewAnswer conflict(Review before) {
    return new ReviewAnswer.Conflict(
        "review-concluded", "This review was concluded otherwise", before);
  }

  static ReviewAnswer unknown() {
    return new ReviewAnswer.Missing("review-not-found", "There is no such review");
  }

  private static Uni<ReviewAnswer> answer(ReviewAnswer answer) {
    return Uni.createFrom().item(answer);
  }
}
