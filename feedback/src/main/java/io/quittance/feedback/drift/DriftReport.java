package io.quittance.feedback.drift;

import io.quittance.feedback.drift.MeasureDrift.Measured;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer of `/v1/drift`.
///
/// @param state `drifting`, `stable`, `insufficient` (too few decisions), `no-champion` or
///   `loading` (the champion's bundle is being fetched)
public record DriftReport(
    String model,
    String state,
    @Nullable Integer version,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Long rows,
    @Nullable Long referenceRows,
    @Nullable Instant onset,
    @Nullable Long driftingFeatures,
    @Nullable Thresholds thresholds,
    List<FeatureDrift> features,
    @Nullable FeatureDrift prediction) {

  /// The reference of the comparison.
  public record Thresholds(double psi, double single, int features, double alpha, long minRows) {}

  static DriftReport without(String model, String state) {
    return new DriftReport(
        model, state, null, null, null, null, null, null, null, null, List.of(), null);
  }

  static DriftReport of(
      String model, ChampionBaseline champion, Measured measured, DriftThresholds thresholds) {
    WindowDrift window = measured.window();
    String state = window.drifting() ? "drifting" : window.enough() ? "stable" : "insufficient";
    LocalDate onset = measured.onset();
    return new DriftReport(
        model,
        state,
        champion.version(),
        start(window.from()),
        start(window.to()),
        window.rows(),
        champion.reference().rows(),
        onset == null ? null : start(onset),
        window.driftingFeatures(),
        new Thresholds(
            thresholds.psi(),
            thresholds.single(),
            thresholds.features(),
            thresholds.alpha(),
            thresholds.minRows()),
        window.features(),
        window.prediction());
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
