package io.quittance.feedback.outcome;

import io.quittance.messaging.BatchRetry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Reads decisions and outcomes in batches. A batch is acknowledged after it is committed and its
/// poison is on the dead-letter topic; while the database or the broker is away the same batch is
/// tried again, for ever, and nothing more is fetched.
@ApplicationScoped
public class FeedbackConsumer {

  private static final Logger LOG = Logger.getLogger(FeedbackConsumer.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final RecordOutcomes recordOutcomes;
  private final BatchRetry retry;

  FeedbackConsumer(RecordOutcomes recordOutcomes, BatchRetry retry) {
    this.recordOutcomes = recordOutcomes;
    this.retry = retry;
  }

  @Incoming("feedback")
  Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(batch.count());
    batch.forEach(records::add);
    return retry.untilDone(
        FIRST_PAUSE,
        LONGEST_PAUSE,
        failure ->
            LOG.warnf(
                "Could not store a batch of %d records; retrying: %s",
                records.size(), failure.toString()),
        () -> recordOutcomes.record(records));
  }
}
