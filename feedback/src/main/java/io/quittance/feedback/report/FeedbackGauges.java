package io.quittance.feedback.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quittance.feedback.drift.FeatureDrift;
import io.quittance.feedback.drift.WindowDrift;
import io.quittance.feedback.performance.RealisedPerformance;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The latest measurements as gauges. With several tenants the measurements of a model are those of
/// the tenant evaluated last; watermarks, parked outcomes and held months are kept by tenant.
/// Thread-safe.
@ApplicationScoped
public class FeedbackGauges {

  private final Map<String, Double> watermarks = new ConcurrentHashMap<>();
  private final Map<String, Double> parkedOutcomes = new ConcurrentHashMap<>();
  private final Map<String, Double> heldMonths = new ConcurrentHashMap<>();
  private final MultiGauge watermark;
  private final MultiGauge parked;
  private final MultiGauge held;
  private final MultiGauge auc;
  private final MultiGauge logLoss;
  private final MultiGauge brier;
  private final MultiGauge calibrationError;
  private final MultiGauge psi;
  private final MultiGauge jensenShannon;

  FeedbackGauges(MeterRegistry meters) {
    watermark = gauge(meters, "quittance_label_watermark_seconds");
    parked = gauge(meters, "quittance_parked_outcomes");
    held =
        MultiGauge.builder("quittance_retention_held_months")
            .description("months older than the retention that pending labels of a tenant hold")
            .register(meters);
    auc = gauge(meters, "quittance_model_auc");
    logLoss = gauge(meters, "quittance_model_log_loss");
    brier = gauge(meters, "quittance_model_brier");
    calibrationError = gauge(meters, "quittance_model_calibration_error");
    psi = gauge(meters, "quittance_feature_psi");
    jensenShannon = gauge(meters, "quittance_feature_jensen_shannon");
  }

  /// Seconds since 1970 of a tenant's watermark (event time).
  public void watermark(String tenant, Instant reached) {
    watermarks.put(tenant, (double) reached.getEpochSecond());
    watermark.register(rows("tenant", watermarks), true);
    heldMonths.putIfAbsent(tenant, 0.0);
    publishHeld();
  }

  /// Outcomes of a tenant that name a decision not yet seen.
  public void parked(String tenant, long outcomes) {
    parkedOutcomes.put(tenant, (double) outcomes);
    parked.register(rows("tenant", parkedOutcomes), true);
  }

  /// Months older than the retention that pending labels hold, by tenant. A tenant that is not
  /// named holds none.
  public void held(Map<String, Integer> months) {
    heldMonths.replaceAll((tenant, _) -> (double) months.getOrDefault(tenant, 0));
    months.forEach((tenant, count) -> heldMonths.put(tenant, (double) count));
    publishHeld();
  }

  private synchronized void publishHeld() {
    held.register(rows("tenant", heldMonths), true);
  }

  /// The champion's realised performance and drift.
  public void champion(int version, Optional<RealisedPerformance> realised, WindowDrift drift) {
    realised.ifPresent(measured -> performance(Integer.toString(version), measured));
    List<FeatureDrift> features =
        Stream.concat(drift.features().stream(), Stream.ofNullable(drift.prediction())).toList();
    psi.register(features.stream().<Row<?>>map(f -> row(f, f.psi())).toList(), true);
    jensenShannon.register(
        features.stream()
            .<Row<?>>mapMulti(
                (f, rows) -> {
                  Double distance = f.jensenShannon();
                  if (distance != null) {
                    rows.accept(row(f, distance));
                  }
                })
            .toList(),
        true);
  }

  private void performance(String version, RealisedPerformance measured) {
    Double area = measured.auc();
    if (area != null) {
      auc.register(rows("version", Map.of(version, area)), true);
    }
    logLoss.register(rows("version", Map.of(version, measured.logLoss())), true);
    brier.register(rows("version", Map.of(version, measured.brier())), true);
    calibrationError.register(rows("version", Map.of(version, measured.calibrationError())), true);
  }

  private static Row<?> row(FeatureDrift feature, double value) {
    return Row.of(Tags.of("feature", feature.name()), value);
  }

  private static List<Row<?>> rows(String tag, Map<String, Double> values) {
    return values.entrySet().stream()
        .<Row<?>>map(entry -> Row.of(Tags.of(tag, entry.getKey()), entry.getValue()))
        .toList();
  }

  private static MultiGauge gauge(MeterRegistry meters, String name) {
    return MultiGauge.builder(name).register(meters);
  }
}
