package io.quittance.scoring;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.ReviewKind;
import io.quittance.core.feature.RowQuality;
import io.quittance.messaging.Origin;
import io.quittance.scoring.decision.BatchResult;
import io.quittance.scoring.decision.Candidate;
import io.quittance.scoring.decision.StoredDecision;
import io.quittance.scoring.inbox.Fate;
import io.quittance.scoring.inbox.FateRow;
import io.quittance.scoring.inbox.InboxRow;
import io.quittance.scoring.review.NewCase;
import io.quittance.scoring.review.Review;
import io.quittance.scoring.review.WireNames;
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

/// What is counted and timed. Labels are bounded: topics, fates, actions, rules; never an id.
@Singleton
public final class ScoringMetrics {

  private final MeterRegistry registry;
  private final Clock clock;
  private final Timer batchShare;
  private final Timer eventToDecision;
  private final DistributionSummary batchRecords;

  public ScoringMetrics(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    this.batchShare = timer("batch-share", "time of a batch divided by its decisions");
    this.eventToDecision =
        timer("event-to-decision", "from the event's arrival at the broker to its decision there");
    this.batchRecords =
        DistributionSummary.builder("quittance.batch.records")
            .description("records in a batch")
            .publishPercentileHistogram()
            .maximumExpectedValue(2_000.0)
            .register(registry);
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

  /// A batch whose decisions are on the broker.
  public void batch(List<Candidate> batch, List<BatchResult> results, long nanos) {
    batchRecords.record(batch.size());
    Map<UUID, Instant> arrivals = arrivals(results);
    Instant now = clock.instant();
    int decided = 0;
    for (BatchResult result : results) {
      result.accepted().forEach(this::accepted);
      result.fates().forEach(this::logged);
      result.made().forEach(this::decision);
      cases(result.cases());
      decided += result.made().size();
      for (StoredDecision decision : result.decisions()) {
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

  /// A decision asked for by REST.
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
            basis(decision.basis()),
            "held_out",
            Boolean.toString(Boolean.TRUE.equals(decision.heldOut())))
        .increment();
    for (DecisionMade.Blocked blocked : decision.blocked()) {
      registry.counter("quittance.blocked.actions", "rule", blocked.ruleId()).increment();
    }
  }

  /// Cases that decisions opened.
  public void cases(List<NewCase> opened) {
    opened.forEach(each -> review(each.kind(), Review.Status.OPEN));
  }

  /// A case that came to this state.
  public void review(ReviewKind kind, Review.Status status) {
    registry
        .counter("quittance.reviews", "kind", WireNames.of(kind), "status", WireNames.of(status))
        .increment();
  }

  /// The name of a basis in JSON.
  private static String basis(DecisionMade.@Nullable Basis basis) {
    return basis == null ? "unknown" : basis.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What was thought of the features before a model decided.
  public void quality(RowQuality.Verdict verdict) {
    registry
        .counter("quittance.feature.quality", "verdict", verdict.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  /// A try to store or publish that failed.
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
      for (InboxRow row : result.accepted()) {
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
