package io.quittance.scoring.review;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.messaging.CloudEventHeaders;
import io.quittance.messaging.OutgoingRecord;
import io.quittance.messaging.TopicsConfig;
import jakarta.inject.Singleton;

/// Creates the `account-events` record of a conclusion, so that the state of an account remains a
/// function of its events.
@Singleton
public final class ReviewPublisher {

  /// The CloudEvents source of every conclusion.
  public static final String SOURCE = "/quittance/scoring/reviews";

  private final String topic;

  ReviewPublisher(TopicsConfig topics) {
    this.topic = topics.accountEvents();
  }

  /// Returns the identity of a case's conclusion; a case is concluded once.
  public static EventIdentity identity(Review review) {
    return new EventIdentity(review.tenant(), SOURCE, review.reviewId().toString());
  }

  /// Returns the record of a conclusion, for the outbox.
  OutgoingRecord record(Review review, Review.Concluded concluded) {
    Conclusion conclusion = concluded.conclusion();
    return OutgoingRecord.of(
        topic,
        CloudEventHeaders.recordKey(review.tenant(), review.accountId()),
        new Envelope(
            identity(review), EventTypes.REVIEW_CONCLUDED, concluded.at(), review.correlationId()),
        EventCodec.write(
            new AccountEvent.ReviewConcluded(
                review.accountId(),
                review.reviewId().toString(),
                review.kind(),
                conclusion.verdict(),
                conclusion.reason())));
  }
}
