package io.quittance.scoring.review;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.scoring.ScoringConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// Gauges the length of the review queue by kind, over all tenants. It is read from the table at
/// intervals and is the same in every process: aggregate by maximum, not by sum.
@Singleton
public final class QueueGauge {

  private static final Logger LOG = Logger.getLogger(QueueGauge.class);

  private final ReviewRepository reviews;
  private final Vertx vertx;
  private final ScoringConfig.Reviews config;
  private final Map<ReviewKind, AtomicLong> open = new EnumMap<>(ReviewKind.class);
  private long timer = -1;

  QueueGauge(MeterRegistry registry, ReviewRepository reviews, Vertx vertx, ScoringConfig config) {
    this.reviews = reviews;
    this.vertx = vertx;
    this.config = config.reviews();
    for (ReviewKind kind : ReviewKind.values()) {
      AtomicLong cases = new AtomicLong();
      open.put(kind, cases);
      Gauge.builder("quittance.reviews.open", cases, AtomicLong::get)
          .description("open cases of all tenants")
          .tag("kind", WireNames.of(kind))
          .register(registry);
    }
  }

  void start(@Observes StartupEvent event) {
    timer = vertx.setPeriodic(config.countEvery().toMillis(), _ -> look());
  }

  void stop(@Observes ShutdownEvent event) {
    if (timer >= 0) {
      vertx.cancelTimer(timer);
    }
  }

  private void look() {
    refresh()
        .subscribe()
        .with(
            _ -> {},
            failure ->
                LOG.debugf(
                    "The length of the review queue could not be read: %s", failure.toString()));
  }

  /// Reads the length of the queue.
  Uni<Void> refresh() {
    return reviews
        .length()
        .invoke(cases -> open.forEach((kind, gauge) -> gauge.set(cases.getOrDefault(kind, 0L))))
        .replaceWithVoid();
  }
}
