package io.quittance.retraining.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.quittance.core.event.RetrainingRequested;
import io.quittance.messaging.DeadLetterPublisher;
import io.quittance.messaging.Parsed;
import io.quittance.messaging.RecordParser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

  RetrainingRequestConsumer(
      RecordParser parser,
      JobRepository jobs,
      DeadLetterPublisher deadLetters,
      MeterRegistry metrics,
      Clock clock) {
    this.parser = parser;
    this.jobs = jobs;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Incoming("retraining-requests")
  Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
    Context context =
        Objects.requireNonNull(Vertx.currentContext(), "records must arrive on an event loop");
    List<Parsed.RetrainingRecord> requests = new ArrayList<>();
    List<Parsed.Poison> poison = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : batch) {
      switch (parser.parse(record)) {
        case Parsed.RetrainingRecord request -> requests.add(request);
        case Parsed.Poison bad -> poison.add(bad);
        case Parsed.FactRecord _, Parsed.DecisionRecord _ ->
            throw new IllegalStateException(
                "channel retraining-requests received a record of another topic");
      }
    }
    return Uni.createFrom()
        .deferred(() -> store(requests).chain(() -> deadLetters.publish(poison)))
        .runSubscriptionOn(command -> context.runOnContext(_ -> command.run()))
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf("Cannot store retraining requests, retrying: %s", failure.getMessage()))
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .indefinitely();
  }

  private Uni<Void> store(List<Parsed.RetrainingRecord> requests) {
    Uni<Void> stored = Uni.createFrom().voidItem();
    for (Parsed.RetrainingRecord request : requests) {
      stored = stored.chain(() -> jobs.add(job(request))).invoke(this::count).replaceWithVoid();
    }
    return stored;
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
