package io.quittance.scoring.decision;

import io.quittance.messaging.BatchRetry;
import io.quittance.messaging.DeadLetterPublisher;
import io.quittance.messaging.Origin;
import io.quittance.messaging.RecordParser;
import io.quittance.messaging.failpoint.Failpoint;
import io.quittance.messaging.failpoint.Failpoints;
import io.quittance.scoring.ScoringConfig;
import io.quittance.scoring.ScoringWorker;
import io.quittance.scoring.champion.ServingModels;
import io.quittance.scoring.grouping.GroupedCalls;
import io.quittance.scoring.grouping.Inflow;
import io.quittance.scoring.inbox.PublishedMarks;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/// Consumes account events and outcomes in batches. What arrives while a batch is being decided
/// waits, and is decided together with what else has arrived by then. A batch is acknowledged after
/// its transaction has committed and the broker has its decisions and dead letters, in the order in
/// which batches arrived. While one batch is being published, the next one is decided. What fails
/// is retried, and the consumer reads no further than [#AHEAD] allows, so nothing is lost and
/// memory is bounded.
@ApplicationScoped
public class InputsConsumer {

  /// What is read ahead of what is published: two full polls, so that one is decided while the one
  /// before it is published, on a backlog, too.
  private static final Inflow.Room AHEAD = new Inflow.Room(2_000, 8 << 20);

  /// Records that are decided in one transaction, unless one poll returned more.
  private static final int TOGETHER = 1_000;

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
  private final GroupedCalls<ConsumerRecords<byte[], byte[]>, Uni<Void>> groups;
  private CompletableFuture<Void> published = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> publishedBefore = published;

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
    this.groups =
        new GroupedCalls<>(
            new GroupedCalls.Limits(1, TOGETHER, Integer.MAX_VALUE),
            poll -> poll,
            ConsumerRecords::count,
            _ -> false,
            this::decide);
  }

  @Incoming("inputs")
  Flow.Subscriber<Message<ConsumerRecords<byte[], byte[]>>> inputs() {
    return new Inflow(AHEAD, this::on);
  }

  /// Completes when everything that follows from the records is stored and published, and
  /// everything of the calls before.
  Uni<Void> on(ConsumerRecords<byte[], byte[]> records) {
    return groups.call(records).flatMap(Function.identity());
  }

  /// Decides polls together, one group at a time, at most one group ahead of what is published.
  ///
  /// @return for each poll what completes when the group is published
  private Uni<List<Uni<Void>>> decide(List<ConsumerRecords<byte[], byte[]>> polls) {
    long started = System.nanoTime();
    return Uni.createFrom()
        .completionStage(publishedBefore)
        .chain(champions::ready)
        .chain(() -> worker.run(ScoringWorker.Lane.BATCH, () -> parse(polls)))
        .flatMap(
            batch ->
                retryForever("store", () -> processBatch.process(batch))
                    .invoke(results -> reached(Failpoint.BETWEEN_COMMIT_AND_PUBLISH, results))
                    .map(
                        results -> {
                          publishNext(polls, batch, results, started);
                          return Collections.nCopies(
                              polls.size(), Uni.createFrom().completionStage(published));
                        }));
  }

  /// Publishes after what is being published.
  private void publishNext(
      List<ConsumerRecords<byte[], byte[]>> polls,
      List<ParsedRecord> batch,
      List<BatchResult> results,
      long started) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    publishedBefore = published;
    published = done;
    Uni.createFrom()
        .completionStage(publishedBefore)
        .chain(() -> publish(results))
        .invoke(() -> reached(Failpoint.BETWEEN_PUBLISH_AND_ACKNOWLEDGEMENT, results))
        .invoke(() -> metrics.batch(batch, results, System.nanoTime() - started))
        .invoke(() -> polls.forEach(this::mark))
        .subscribe()
        .with(done::complete, done::completeExceptionally);
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

  /// A partition that was taken away and came back may bring a record twice.
  private List<ParsedRecord> parse(List<ConsumerRecords<byte[], byte[]>> polls) {
    Set<Origin> read = new HashSet<>();
    List<ParsedRecord> batch = new ArrayList<>();
    for (ConsumerRecords<byte[], byte[]> poll : polls) {
      for (ConsumerRecord<byte[], byte[]> record : poll) {
        if (read.add(Origin.of(record))) {
          batch.add(ParsedRecord.of(record, parser.parse(record)));
        }
      }
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
