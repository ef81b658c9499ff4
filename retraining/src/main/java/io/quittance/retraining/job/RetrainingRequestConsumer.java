package io.quittance.retraining.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.quittance.core.event.RetrainingRequested;
import io.quittance.messaging.BatchRetry;
import io.quittance.messaging.DeadLetterPublisher;
import io.quittance.messaging.Parsed;
import io.quittance.messaging.RecordParser;
import io.quittance.messaging.RefusedContent;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Stores each retraining request as a job before its offset is committed. A repeated request id
/// changes nothing; malformed records become dead letters. While the database is unavailable, it
/// retries.
@Singleton
final class RetrainingRequestConsumer {

  private static final Logger LOG = Logger.getLogger(RetrainingRequestConsumer.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final RecordParser parser;
  private final JobRepository jobs;
  private final DeadLetterPublisher deadLetters;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final BatchRetry retry;

  RetrainingRequestConsumer(
      RecordParser parser,
      JobRepository jobs,
      DeadLetterPublisher deadLetters,
      MeterRegistry metrics,
      Clock clock,
      BatchRetry retry) {
    this.parser = parser;
    this.jobs = jobs;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
    this.clock = clock;
    this.retry = retry;
  }

  private record Read(ConsumerRecord<byte[], byte[]> record, Parsed.RetrainingRecord parsed) {}

  @Incoming("retraining-requests")
  Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
    List<Read> requests = new ArrayList<>();
    List<Parsed.Poison> poison = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : batch) {
      switch (parser.parse(record)) {
        case Parsed.RetrainingRecord request -> requests.add(new Read(record, request));
        case Parsed.Poison bad -> poison.add(bad);
        case Parsed.FactRecord _, Parsed.DecisionRecord _ ->
            throw new IllegalStateException(
                "channel retraining-requests received a record of another topic");
      }
    }
    Uni<Void> stored = Uni.createFrom().voidItem();
    for (Read request : requests) {
      stored = stored.chain(() -> retryForever(() -> store(request, poison)));
    }
    return stored.chain(() -> retryForever(() -> deadLetters.publish(poison)));
  }

  private <T> Uni<T> retryForever(Supplier<Uni<T>> work) {
    return retry.untilDone(
        FIRST_PAUSE,
        LONGEST_PAUSE,
        failure ->
            LOG.warnf("Cannot store retraining requests, retrying: %s", failure.getMessage()),
        work);
  }

  /// Stores a request, or adds it to the poison when the database refuses its content.
  private Uni<Void> store(Read request, List<Parsed.Poison> poison) {
    return jobs.add(job(request.parsed()))
        .onFailure(RefusedContent::isDuplicate)
        .recoverWithItem(false)
        .invoke(this::count)
        .replaceWithVoid()
        .onFailure(RefusedContent::is)
        .recoverWithUni(
            () -> {
              poison.add(RefusedContent.poison(request.record()));
              return Uni.createFrom().voidItem();
            });
  }

  private void count(boolean fresh) {
    metrics
        .counter("quittance.retraining.requests", "fate", fresh ? "accepted" : "duplicate")
        .increment();
  }

  private Job job(Parsed.RetrainingRecord parsed) {
    RetrainingRequested request = parsed.request();
    return new Job(
        new Job.Request(
            request.requestId(),
            parsed.envelope().identity().tenant(),
            request.model(),
            request.cause(),
            request.explanation(),
            request.from().truncatedTo(ChronoUnit.MICROS),
            request.to().truncatedTo(ChronoUnit.MICROS),
            parsed.envelope().identity().source(),
            request.requestedAt().truncatedTo(ChronoUnit.MICROS)),
        clock.instant());
  }
}
