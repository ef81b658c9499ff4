package io.quittance.scoring.account;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// Gauges how many facts are set aside, over all tenants. It is read from the table at intervals
/// and is the same in every process: aggregate by maximum, not by sum.
@Singleton
public final class SetAsideGauge {

  private static final Logger LOG = Logger.getLogger(SetAsideGauge.class);
  private static final Duration EVERY = Duration.ofSeconds(30);

  private final SetAsideRepository setAside;
  private final Vertx vertx;
  private final AtomicLong facts = new AtomicLong();
  private long timer = -1;

  SetAsideGauge(MeterRegistry registry, SetAsideRepository setAside, Vertx vertx) {
    this.setAside = setAside;
    this.vertx = vertx;
    Gauge.builder("quittance.facts.set.aside", facts, AtomicLong::get)
        .description("facts of all tenants that may forbid a contact and could not be accepted")
        .register(registry);
  }

  void start(@Observes StartupEvent event) {
    timer = vertx.setPeriodic(EVERY.toMillis(), _ -> look());
    look();
  }

  void stop(@Observes ShutdownEvent event) {
    if (timer >= 0) {
      vertx.cancelTimer(timer);
    }
  }

  private void look() {
    setAside
        .count()
        .subscribe()
        .with(
            facts::set,
            failure ->
                LOG.debugf("The facts set aside could not be counted: %s", failure.toString()));
  }
}
