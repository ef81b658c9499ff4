package io.quittance.scoring.decision;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.feature.RowQualityCheck;
import io.quittance.core.text.WireNames;
import io.quittance.messaging.Origin;
import io.quittance.scoring.inbox.Fate;
import io.quittance.scoring.inbox.FateRow;
import io.quittance.scoring.inbox.InboxRow;
import io.quittance.scoring.review.NewCase;
import io.quittance.scoring.review.ReviewMetrics;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Counts and times batches and decisions. Labels are bounded: topics, fates, actions and rules,
/// never an id.
@Singleton
public final class DecisionMetrics {

  private final MeterRegistry registry;
  private final Clock clock;
  private final ReviewMetrics reviews;
  private final Timer batchShare;
  private final Timer eventToDecision;
  private final DistributionSummary batchRecords;

  public DecisionMetrics(MeterRegistry registry, Clock clock, ReviewMetrics reviews) {
    this.registry = registry;
    this.clock = clock;
    this.reviews = reviews;
    this.batchShare = timer("batch-share", "time of a batch divided by its decisions");
    this.eventToDecision =
        timer("event-to-decision", "from the event's arrival at the broker to its decision there");
    this.batchRecords =
        DistributionSummary.builder("quittance.batch.records")
            .description("records in a batch")
            .publishPercentileHistogram()
            .maximumExpectedValue(2_000.0)
            .register(registry);
    for (DecideTreatment.FailedStage stage : DecideTreatment.FailedStage.values()) {
      failures(stage);
    }
  }

  private Timer timer(String span, String description) {
    return Timer.builder("quittance.decision")
        .tag("span", span)
        .description(description)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofNanos(10_000))
        .maximumExpectedValue(Duration.ofMinutes(5))
        .register(registry);
  }

  /// Records a batch whose decisions are on the broker.
  public void batch(List<ParsedRecord> batch, List<BatchResult> results, long nanos) {
    batchRecords.record(batch.size());
    Map<UUID, Instant> arrivals = arrivals(results);
    Instant now = clock.instant();
    int decided = 0;
    for (BatchResult result : results) {
      result.writes().accepted().forEach(this::accepted);
      result.writes().fates().forEach(this::logged);
      result.made().forEach(this::decision);
      reviews.opened(result.writes().cases());
      decided += result.made().size();
      for (StoredDecision decision : result.writes().decisions()) {
        Instant arrival = arrivals.get(decision.decisionId());
        if (arrival != null && !now.isBefore(arrival)) {
          eventToDecision.record(Duration.between(arrival, now));
        }
      }
    }
    for (int i = 0; i < decided; i++) {
      batchShare.record(Duration.ofNanos(nanos / decided));
    }
  }

  /// Counts a decision.
  public void decision(DecisionMade decision) {
    registry
        .counter(
            "quittance.decisions",
            "action",
            decision.recommended().action().wireName(),
            "degraded",
            Boolean.toString(decision.degraded()))
        .increment();
    registry
        .counter(
            "quittance.decision.basis",
            "basis",
            basis(decision.selection().basis()),
            "held_out",
            Boolean.toString(Boolean.TRUE.equals(decision.selection().heldOut())))
        .increment();
    for (DecisionMade.Blocked blocked : decision.rules().blocked()) {
      registry.counter("quittance.blocked.actions", "rule", blocked.qualifiedRule()).increment();
    }
  }

  /// The name of a basis in JSON.
  private static String basis(DecisionMade.@Nullable Basis basis) {
    return basis == null ? "unknown" : WireNames.of(basis);
  }

  /// Counts the review cases that a requested decision opened.
  public void opened(List<NewCase> cases) {
    reviews.opened(cases);
  }

  /// Counts the verdict on the features before a model decides.
  public void quality(RowQualityCheck.Verdict verdict) {
    registry
        .counter("quittance.feature.quality", "verdict", verdict.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  /// Counts a part of a decision that failed.
  public void failed(DecideTreatment.FailedStage stage) {
    failures(stage).increment();
  }

  private Counter failures(DecideTreatment.FailedStage stage) {
    return registry.counter(
        "quittance.decision.failures", "stage", stage.name().toLowerCase(Locale.ROOT));
  }

  /// Counts a failed attempt to store or publish.
  public void retried() {
    registry.counter("quittance.batch.retries").increment();
  }

  private void accepted(InboxRow row) {
    Origin origin = row.origin();
    if (origin != null) {
      record(origin.topic(), row.fate());
    }
  }

  private void logged(FateRow row) {
    record(row.origin().topic(), row.fate());
  }

  private void record(String topic, Fate fate) {
    registry
        .counter("quittance.records", "topic", topic, "fate", fate.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  private static Map<UUID, Instant> arrivals(List<BatchResult> results) {
    Map<UUID, Instant> arrivals = new HashMap<>();
    for (BatchResult result : results) {
      for (InboxRow row : result.writes().accepted()) {
        Origin origin = row.origin();
        UUID id = row.decisionId();
        if (origin != null && id != null) {
          arrivals.put(id, origin.timestamp());
        }
      }
    }
    return arrivals;
  }
}
