package io.quittance.feedback.label;

import io.micrometer.core.instrument.MeterRegistry;
import io.quittance.feedback.label.LabelRepository.Passed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Labels every decision once the watermark has passed the end of its window, and again when a late
/// fact reopened it. Works in chunks of one transaction each; an interrupted pass resumes where it
/// stopped.
@ApplicationScoped
public class MatureLabels {

  private static final int CHUNK = 5_000;
  private static final Duration SWEEP = Duration.ofSeconds(30);

  private final LabelRepository repository;
  private final LabelConfig config;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Map<String, Instant> sweptAt = new ConcurrentHashMap<>();

  MatureLabels(LabelRepository repository, LabelConfig config, MeterRegistry meters, Clock clock) {
    this.repository = repository;
    this.config = config;
    this.meters = meters;
    this.clock = clock;
  }

  /// Runs a pass when one is due: the watermark advanced by the pass step, reopened labels are
  /// waiting, or half a minute has passed (late decisions may be pending behind the last pass).
  public Uni<Boolean> matureIfDue(TenantProgress progress) {
    Instant labelledTo = progress.labelledTo();
    boolean moved =
        labelledTo == null || !progress.watermark().isBefore(labelledTo.plus(config.passStep()));
    Instant swept = sweptAt.getOrDefault(progress.tenant(), Instant.MIN);
    boolean sweep = clock.instant().isAfter(swept.plus(SWEEP));
    if (!moved && !progress.reopened() && !sweep) {
      return Uni.createFrom().item(false);
    }
    return mature(progress.tenant(), progress.watermark()).replaceWith(true);
  }

  /// Labels every decision that is due at this watermark.
  public Uni<Void> mature(String tenant, Instant watermark) {
    return repository
        .beginPass(tenant, watermark)
        .chain(() -> chunks(tenant, watermark))
        .invoke(() -> sweptAt.put(tenant, clock.instant()));
  }

  private Uni<Void> chunks(String tenant, Instant watermark) {
    return repository
        .labelChunk(tenant, watermark, CHUNK)
        .invoke(this::count)
        .chain(
            passed ->
                passed.rows() < CHUNK ? Uni.createFrom().voidItem() : chunks(tenant, watermark));
  }

  private void count(Passed passed) {
    meters.counter("quittance_labels", "state", "matured").increment(passed.matured());
    meters.counter("quittance_labels", "state", "censored").increment(passed.censored());
    meters.counter("quittance_labels", "state", "revised").increment(passed.revised());
  }
}
