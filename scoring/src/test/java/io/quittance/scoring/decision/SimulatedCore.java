package io.quittance.scoring.decision;

import io.micrometer.core.instrument.MeterRegistry;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.event.Topics;
import io.quittance.messaging.BatchRetry;
import io.quittance.messaging.ClockConfig;
import io.quittance.messaging.DeadLetterPublisher;
import io.quittance.messaging.EventClock;
import io.quittance.messaging.RecordParser;
import io.quittance.messaging.RecordPublisher;
import io.quittance.messaging.TopicsConfig;
import io.quittance.messaging.failpoint.FailpointConfig;
import io.quittance.messaging.failpoint.Failpoints;
import io.quittance.messaging.outbox.Outbox;
import io.quittance.messaging.outbox.OutboxConfig;
import io.quittance.messaging.outbox.OutboxRelay;
import io.quittance.messaging.retention.MonthPartitions;
import io.quittance.scoring.ScoringConfig;
import io.quittance.scoring.ScoringWorker;
import io.quittance.scoring.account.AccountRepository;
import io.quittance.scoring.account.SetAsideRepository;
import io.quittance.scoring.champion.ServingModels;
import io.quittance.scoring.inbox.InboxRepository;
import io.quittance.scoring.inbox.PublishedMarks;
import io.quittance.scoring.permit.SimulatedPermits;
import io.quittance.scoring.review.ReviewMetrics;
import io.quittance.scoring.review.SimulatedReviews;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/// The decision core of one process, put together as the framework does it.
public final class SimulatedCore {

  private static final TopicsConfig TOPICS =
      settings(
          TopicsConfig.class,
          Map.of(
              "accountEvents", Topics.ACCOUNT_EVENTS,
              "outcomes", Topics.OUTCOMES,
              "decisions", Topics.DECISIONS,
              "retrainingRequests", Topics.RETRAINING_REQUESTS));
  private static final OutboxConfig OUTBOX =
      settings(
          OutboxConfig.class,
          Map.of(
              "schema",
              "scoring",
              "batchSize",
              3,
              "enabled",
              true,
              "interval",
              Duration.ofSeconds(1)));
  private static final ClockConfig CLOCK =
      settings(ClockConfig.class, Map.of("tolerance", Duration.ofMinutes(5)));
  private static final FailpointConfig FAILPOINTS =
      settings(FailpointConfig.class, Map.of("haltAt", Optional.empty()));
  private static final ScoringConfig SCORING =
      settings(
          ScoringConfig.class,
          Map.of(
              "batch",
              settings(
                  ScoringConfig.Batch.class,
                  Map.of(
                      "retryFirst", Duration.ofMillis(100), "retryAtMost", Duration.ofSeconds(5))),
              "requests",
              settings(
                  ScoringConfig.Requests.class,
                  Map.of("transactions", 1, "together", 3, "waiting", 100))));

  private final InputsConsumer consumer;
  private final DecideOnRequest requests;
  private final OutboxRelay relay;

  /// What a process stands on.
  ///
  /// @param decide the same for all processes
  /// @param vertx sets the relay's timer
  public record Ground(
      Pool pool,
      RecordPublisher publisher,
      BatchRetry retry,
      ScoringWorker worker,
      ServingModels champions,
      PolicyCatalogue book,
      DecideTreatment decide,
      MeterRegistry metrics,
      Clock clock,
      Vertx vertx) {}

  /// Returns settings with these values.
  ///
  /// @param values by the name of their method
  private static <T> T settings(Class<T> type, Map<String, Object> values) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) ->
                Objects.requireNonNull(values.get(method.getName()), method.getName())));
  }

  public SimulatedCore(Ground ground) {
    Pool pool = ground.pool();
    DecisionMetrics metrics =
        new DecisionMetrics(ground.metrics(), ground.clock(), new ReviewMetrics(ground.metrics()));
    SetAsideRepository setAside = new SetAsideRepository(pool);
    AccountRepository accounts =
        new AccountRepository(pool, setAside, ground.worker(), ground.metrics());
    EventClock eventClock = new EventClock(ground.clock(), CLOCK);
    DecisionTransaction transaction =
        new DecisionTransaction(
            pool,
            new MonthPartitions(OUTBOX, pool, ground.clock()),
            new InboxRepository(),
            accounts,
            setAside,
            new DecisionRepository(pool),
            SimulatedReviews.repository(pool),
            SimulatedPermits.revocation(pool, ground.book(), ground.worker(), ground.metrics()),
            new Outbox(OUTBOX),
            ground.champions(),
            ground.worker());
    DecisionPublisher decisions = new DecisionPublisher(ground.publisher(), TOPICS);
    this.relay = new OutboxRelay(OUTBOX, pool, ground.publisher(), ground.vertx());
    this.consumer =
        new InputsConsumer(
            new RecordParser(TOPICS, eventClock),
            new ProcessBatch(transaction, ground.decide(), ground.clock()),
            decisions,
            new DeadLetterPublisher(ground.publisher(), ground.metrics(), ground.clock()),
            ground.champions(),
            ground.worker(),
            metrics,
            new PublishedMarks(pool, ground.vertx()),
            ground.retry(),
            new Failpoints(FAILPOINTS, List.of(), _ -> {}),
            SCORING);
    this.requests =
        new DecideOnRequest(
            accounts,
            transaction,
            ground.decide(),
            decisions,
            relay,
            metrics,
            ground.retry(),
            eventClock,
            ground.clock(),
            ground.champions(),
            SCORING);
  }

  public Uni<Void> consume(ConsumerRecords<byte[], byte[]> records) {
    return consumer.on(records);
  }

  public DecideOnRequest requests() {
    return requests;
  }

  public OutboxRelay relay() {
    return relay;
  }
}
