package io.quittance.messaging.lifecycle;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;

/// Counts what is refused, by reason, and logs it: one line a minute for each reason, with the
/// number of those not logged before. Not thread-safe.
final class Refusals {

  private static final Logger LOG = Logger.getLogger(Refusals.class);
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private final Map<Refusal, Counter> counters = new EnumMap<>(Refusal.class);
  private final Map<Refusal, Long> logged = new EnumMap<>(Refusal.class);
  private final Map<Refusal, Integer> silent = new EnumMap<>(Refusal.class);

  Refusals(MeterRegistry metrics) {
    for (Refusal refusal : Refusal.values()) {
      counters.put(
          refusal,
          Counter.builder("quittance.lifecycle.refused")
              .description("lifecycle snapshots that were not believed")
              .tag("reason", refusal.reason())
              .register(metrics));
    }
  }

  /// @param what the record or file, and what is wrong with it
  void report(Refusal refusal, String what) {
    Objects.requireNonNull(counters.get(refusal)).increment();
    long now = System.nanoTime();
    Long last = logged.get(refusal);
    if (last != null && now - last < PAUSE) {
      silent.merge(refusal, 1, Integer::sum);
      return;
    }
    int before = silent.getOrDefault(refusal, 0);
    LOG.errorf(
        "A lifecycle snapshot is refused (%s), and what was known before holds: %s%s",
        refusal.reason(), what, before == 0 ? "" : ". " + before + " more were refused before");
    logged.put(refusal, now);
    silent.remove(refusal);
  }
}
