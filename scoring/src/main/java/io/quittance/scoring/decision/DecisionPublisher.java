package io.quittance.scoring.decision;

import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.messaging.CloudEventHeaders;
import io.quittance.messaging.OutgoingRecord;
import io.quittance.messaging.RecordPublisher;
import io.quittance.messaging.TopicsConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/// Publishes stored decisions as they are: key tenant/account, id = decision id, so that readers
/// can drop repeats.
@Singleton
public final class DecisionPublisher {

  /// The CloudEvents source of every decision.
  public static final String SOURCE = "/quittance/scoring";

  private final RecordPublisher publisher;
  private final String topic;

  public DecisionPublisher(RecordPublisher publisher, TopicsConfig topics) {
    this.publisher = publisher;
    this.topic = topics.decisions();
  }

  /// Completes when the broker has acknowledged all of them.
  public Uni<Void> publish(List<StoredDecision> decisions) {
    return publisher.publish(decisions.stream().map(this::record).toList());
  }

  /// The record of one decision, for the outbox.
  public OutgoingRecord record(StoredDecision decision) {
    return OutgoingRecord.of(
        topic,
        CloudEventHeaders.recordKey(decision.tenant(), decision.accountId()),
        new Envelope(
            new EventIdentity(decision.tenant(), SOURCE, decision.decisionId().toString()),
            EventTypes.DECISION_MADE,
            decision.decidedAt(),
            decision.correlationId()),
        decision.bytes());
  }
}
