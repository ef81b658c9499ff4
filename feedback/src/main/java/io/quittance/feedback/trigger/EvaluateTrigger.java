package io.quittance.feedback.trigger;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.VertxContextSupport;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.RetrainingRequested;
import io.quittance.feedback.ModelConfig;
import io.quittance.feedback.drift.ChampionBaseline;
import io.quittance.feedback.drift.ChampionState;
import io.quittance.feedback.drift.FeatureDrift;
import io.quittance.feedback.drift.MeasureDrift;
import io.quittance.feedback.drift.MeasureDrift.Measured;
import io.quittance.feedback.label.LabelConfig;
import io.quittance.feedback.performance.MeasurePerformance;
import io.quittance.feedback.performance.RealisedPerformance;
import io.quittance.feedback.report.FeedbackGauges;
import io.quittance.feedback.trigger.TriggerInputs.DriftFound;
import io.quittance.feedback.trigger.TriggerInputs.LabelCount;
import io.quittance.feedback.trigger.TriggerInputs.LastRequest;
import io.quittance.feedback.trigger.TriggerInputs.Realised;
import io.quittance.feedback.trigger.TriggerInputs.ServingModel;
import io.quittance.messaging.CloudEventHeaders;
import io.quittance.messaging.OutgoingRecord;
import io.quittance.messaging.TopicsConfig;
import io.quittance.messaging.outbox.OutboxRelay;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Collects the inputs of the trigger policy, evaluates it, and stores the result and any request
/// for the outbox in one transaction. The id of an evaluation is a function of tenant, model and
/// day, so no day requests retraining twice. Blocks; worker threads only.
@ApplicationScoped
class EvaluateTrigger {

  private static final Logger LOG = Logger.getLogger(EvaluateTrigger.class);
  private static final String SOURCE = "/quittance/feedback";
  private static final int NAMED = 5;

  private final TriggerRepository repository;
  private final RetrainingJobs jobs;
  private final MeasureDrift measureDrift;
  private final MeasurePerformance measurePerformance;
  private final FeedbackGauges gauges;
  private final TriggerConfig config;
  private final LabelConfig labels;
  private final ModelConfig model;
  private final TopicsConfig topics;
  private final OutboxRelay relay;
  private final MeterRegistry meters;
  private final Clock clock;
  private final TriggerPolicy policy;

  EvaluateTrigger(
      TriggerRepository repository,
      RetrainingJobs jobs,
      MeasureDrift measureDrift,
      MeasurePerformance measurePerformance,
      FeedbackGauges gauges,
      TriggerConfig config,
      LabelConfig labels,
      ModelConfig model,
      TopicsConfig topics,
      OutboxRelay relay,
      MeterRegistry meters,
      Clock clock) {
    this.repository = repository;
    this.jobs = jobs;
    this.measureDrift = measureDrift;
    this.measurePerformance = measurePerformance;
    this.gauges = gauges;
    this.config = config;
    this.labels = labels;
    this.model = model;
    this.topics = topics;
    this.relay = relay;
    this.meters = meters;
    this.clock = clock;
    this.policy = new TriggerPolicy(TriggerThresholds.of(config));
  }

  /// Evaluates the day that the watermark is in.
  TriggerResult evaluate(String tenant, Instant watermark, ChampionState known)
      throws SQLException {
    TriggerInputs inputs = inputs(tenant, watermark, known);
    TriggerResult result = policy.evaluate(inputs);
    LocalDate day = LocalDate.ofInstant(watermark, ZoneOffset.UTC);
    UUID id =
        UUID.nameUUIDFromBytes(
            (tenant + "/" + model.name() + "/" + day).getBytes(StandardCharsets.UTF_8));
    TriggerEvaluation evaluation =
        new TriggerEvaluation(id, tenant, model.name(), watermark, clock.instant(), result);
    OutgoingRecord request =
        result instanceof TriggerResult.Fire fire ? request(id, tenant, watermark, fire) : null;
    boolean stored = await(() -> repository.store(evaluation, day, request, config.kept()));
    if (stored && result instanceof TriggerResult.Fire fire) {
      relay.wakeUp();
      meters
          .counter("quittance_retraining_requests", "cause", TriggerPolicy.words(fire.cause()))
          .increment();
      LOG.infof(
          "Requested retraining for tenant %s: %s", tenant, String.join(" ", fire.explanation()));
    }
    return result;
  }

  private TriggerInputs inputs(String tenant, Instant watermark, ChampionState known)
      throws SQLException {
    Instant matureTo = watermark.minus(labels.horizon());
    LabelCount count =
        await(() -> repository.labels(tenant, matureTo.minus(config.trainingWindow()), matureTo));
    LastRequest last =
        await(() -> repository.lastRequest(tenant, model.name())).map(this::asked).orElse(null);
    return switch (known) {
      case ChampionState.Present(ChampionBaseline champion) -> {
        Measured measured = measureDrift.measure(tenant, champion, watermark);
        Optional<RealisedPerformance> realised =
            measurePerformance.ofVersion(
                tenant,
                champion.version(),
                matureTo.minus(config.performance().window()),
                matureTo);
        gauges.champion(champion.version(), realised, measured.window());
        yield new TriggerInputs(
            watermark,
            matureTo,
            count,
            new ServingModel(champion.version(), champion.auc(), champion.trainedTo()),
            drift(tenant, measured, matureTo),
            realised.map(EvaluateTrigger::realised).orElse(null),
            last);
      }
      case ChampionState.Absent _, ChampionState.Unknown _ ->
          new TriggerInputs(watermark, matureTo, count, null, null, null, last);
    };
  }

  private LastRequest asked(TriggerEvaluation request) {
    return new LastRequest(request.at, request.requestCause(), jobs.of(request.id));
  }

  private @Nullable DriftFound drift(String tenant, Measured measured, Instant matureTo) {
    LocalDate day = measured.onset();
    if (day == null) {
      return null;
    }
    Instant onset = day.atTime(LocalTime.MIN).toInstant(ZoneOffset.UTC);
    LabelCount since =
        onset.isBefore(matureTo)
            ? await(() -> repository.labels(tenant, onset, matureTo))
            : new LabelCount(0, 0, null);
    List<String> strongest =
        Stream.concat(
                measured.window().features().stream(),
                Stream.ofNullable(measured.window().prediction()))
            .filter(feature -> feature.verdict() == FeatureDrift.Verdict.DRIFTING)
            .limit(NAMED)
            .map(feature -> String.format(Locale.ROOT, "%s %.2f", feature.name(), feature.psi()))
            .toList();
    return new DriftFound(onset, since, strongest);
  }

  private static @Nullable Realised realised(RealisedPerformance measured) {
    Double auc = measured.auc();
    Double high = measured.aucHigh();
    return auc == null || high == null
        ? null
        : new Realised(
            new LabelCount(measured.labels(), measured.positives(), measured.oldest()), auc, high);
  }

  private OutgoingRecord request(
      UUID id, String tenant, Instant watermark, TriggerResult.Fire fire) {
    RetrainingRequested request =
        new RetrainingRequested(
            id,
            tenant,
            model.name(),
            fire.cause(),
            fire.from(),
            fire.to(),
            fire.labels(),
            fire.explanation(),
            watermark);
    Envelope envelope =
        new Envelope(
            new EventIdentity(tenant, SOURCE, id.toString()),
            EventTypes.RETRAINING_REQUESTED,
            watermark,
            null);
    return OutgoingRecord.of(
        topics.retrainingRequests(),
        CloudEventHeaders.recordKey(tenant, model.name()),
        envelope,
        EventCodec.write(request));
  }

  private static <T> T await(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
