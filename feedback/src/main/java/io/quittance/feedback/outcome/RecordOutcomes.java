package io.quittance.feedback.outcome;

import io.micrometer.core.instrument.MeterRegistry;
import io.quittance.feedback.outcome.FeedbackRepository.Stored;
import io.quittance.messaging.BatchRetry;
import io.quittance.messaging.DeadLetterPublisher;
import io.quittance.messaging.Parsed;
import io.quittance.messaging.RecordParser;
import io.quittance.messaging.RefusedContent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Gives each record of a batch its fate: stored, repeated, or poison. The whole batch commits in
/// one transaction; its poison is published after that and before the batch is acknowledged, so a
/// crash in between publishes the same dead letters again, under the same ids. A record whose
/// content the database refuses is found by halving the batch, and is poison.
@ApplicationScoped
public class RecordOutcomes {

  private final RecordParser parser;
  private final FeedbackRepository repository;
  private final DeadLetterPublisher deadLetters;
  private final MeterRegistry meters;
  private final BatchRetry contexts;

  RecordOutcomes(
      RecordParser parser,
      FeedbackRepository repository,
      DeadLetterPublisher deadLetters,
      MeterRegistry meters,
      BatchRetry contexts) {
    this.parser = parser;
    this.repository = repository;
    this.deadLetters = deadLetters;
    this.meters = meters;
    this.contexts = contexts;
  }

  Uni<Void> record(List<ConsumerRecord<byte[], byte[]>> records) {
    return store(records, List.of())
        .onFailure(RefusedContent::is)
        .recoverWithUni(() -> separate(records));
  }

  private Uni<Void> separate(List<ConsumerRecord<byte[], byte[]>> records) {
    if (records.size() == 1) {
      return store(List.of(), List.of(RefusedContent.poison(records.getFirst())));
    }
    int half = records.size() / 2;
    return record(records.subList(0, half))
        .chain(() -> record(records.subList(half, records.size())));
  }

  private Uni<Void> store(
      List<ConsumerRecord<byte[], byte[]>> records, List<Parsed.Poison> refused) {
    return Uni.createFrom()
        .item(() -> parse(records, refused))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .chain(batch -> contexts.inOwnContext(() -> store(batch)));
  }

  /// A batch takes tens of milliseconds: too long for an event loop.
  private FeedbackBatch parse(
      List<ConsumerRecord<byte[], byte[]>> records, List<Parsed.Poison> refused) {
    FeedbackBatch batch = new FeedbackBatch();
    records.forEach(record -> batch.add(record, parser.parse(record)));
    refused.forEach(bad -> batch.add(bad.record(), bad));
    return batch;
  }

  private Uni<Void> store(FeedbackBatch batch) {
    return repository
        .store(batch)
        .call(() -> deadLetters.publish(batch.poison()))
        .invoke(stored -> count(batch, stored))
        .replaceWithVoid();
  }

  private void count(FeedbackBatch batch, Stored stored) {
    long repeatedDecisions =
        batch.repeats().stream().filter(FeedbackBatch.Repeat::decision).count();
    count("decision", stored.decisions());
    count("decision_duplicate", repeatedDecisions);
    count("accepted", stored.plain());
    count("joined", stored.joined());
    count("parked", stored.parked());
    count("duplicate", batch.repeats().size() - repeatedDecisions);
    count("dlq", batch.poison().size());
    meters.counter("quittance_labels_reopened").increment(stored.reopened());
  }

  private void count(String fate, long records) {
    meters.counter("quittance_outcomes", "fate", fate).increment(records);
  }
}
