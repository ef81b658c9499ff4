package io.quittance.scoring.decision;

import io.quittance.messaging.BatchRetry;
import io.quittance.messaging.DeadLetterPublisher;
import io.quittance.messaging.RecordParser;
import io.quittance.messaging.failpoint.Failpoint;
import io.quittance.messaging.failpoint.Failpoints;
import io.quittance.scoring.ScoringConfig;
import io.quittance.scoring.ScoringWorker;
import io.quittance.scoring.champion.ServingModels;
import io.quittance.scoring.inbox.PublishedMarks;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Consumes account events and outcomes in batches. A batch is acknowledged after its transaction
/// has committed and the broker has its decisions and dead letters. Until then the consumer retries
/// it and reads no further, so nothing is lost and memory is bounded.
@ApplicationScoped
public class InputsConsumer {

  private static final Logger LOG = Logger.getLogger(InputsConsumer.class);

  private final RecordParser parser;
  private final ProcessBatch processBatch;
  private final DecisionPublisher decisions;
  private final DeadLetterPublisher deadLetters;
  private final ServingModels champions;
  private final ScoringWorker worker;
  private final DecisionMetrics metrics;
  private final PublishedMarks marks;
  private final BatchRetry retry;
  private final Failpoints failpoints;
  private final ScoringConfig.Batch config;

  InputsConsumer(
      RecordParser parser,
      ProcessBatch processBatch,
      DecisionPublisher decisions,
      DeadLetterPublisher deadLetters,
      ServingModels champions,
      ScoringWorker worker,
      DecisionMetrics metrics,
      PublishedMarks marks,
      BatchRetry retry,
      Failpoints failpoints,
      ScoringConfig config) {
    this.parser = parser;
    this.processBatch = processBatch;
    this.decisions = decisions;
    this.deadLetters = deadLetters;
    this.champions = champions;
    this.worker = worker;
    this.metrics = metrics;
    this.marks = marks;
    this.retry = retry;
    this.failpoints = failpoints;
    this.config = config.batch();
  }

  @Incoming("inputs")
  Uni<Void> on(ConsumerRecords<byte[], byte[]> records) {
    long started = System.nanoTime();
    return champions
        .ready()
        .chain(() -> worker.run(ScoringWorker.Lane.BATCH, () -> parse(records)))
        .flatMap(
            batch ->
                retryForever("store", () -> processBatch.process(batch))
                    .invoke(results -> reached(Failpoint.BETWEEN_COMMIT_AND_PUBLISH, results))
                    .flatMap(results -> publish(results).replaceWith(results))
                    .invoke(
                        results -> reached(Failpoint.BETWEEN_PUBLISH_AND_ACKNOWLEDGEMENT, results))
                    .invoke(results -> metrics.batch(batch, results, System.nanoTime() - started))
                    .invoke(() -> mark(records)))
        .replaceWithVoid();
  }

  private void mark(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      marks.published(partition, records.records(partition).getLast().offset());
    }
  }

  /// Only a batch that made decisions has a gap in which they could be lost or repeated.
  private void reached(Failpoint failpoint, List<BatchResult> results) {
    if (results.stream().anyMatch(result -> !result.made().isEmpty())) {
      failpoints.reached(failpoint);
    }
  }

  private List<ParsedRecord> parse(ConsumerRecords<byte[], byte[]> records) {
    List<ParsedRecord> batch = new ArrayList<>(records.count());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      batch.add(ParsedRecord.of(record, parser.parse(record)));
    }
    return batch;
  }

  private Uni<Void> publish(List<BatchResult> results) {
    Uni<Void> done = Uni.createFrom().voidItem();
    for (BatchResult result : results) {
      done =
          done.chain(() -> retryForever("publish", () -> decisions.publish(result.publish())))
              .chain(
                  () ->
                      retryForever(
                          "publish dead letters of", () -> deadLetters.publish(result.poison())));
    }
    return done;
  }

  private <T> Uni<T> retryForever(String what, Supplier<Uni<T>> work) {
    return retry.untilDone(
        config.retryFirst(),
        config.retryAtMost(),
        failure -> {
          metrics.retried();
          LOG.warnf("Could not %s a batch; retrying: %s", what, failure.toString());
        },
        work);
  }
}
