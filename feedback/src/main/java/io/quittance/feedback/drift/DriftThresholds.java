package io.quittance.feedback.drift;

import java.util.Set;

/// The thresholds of [DriftConfig] as values.
public record DriftThresholds(
    int windowDays,
    double psi,
    double single,
    int features,
    double alpha,
    long minRows,
    int lookBackDays,
    Set<String> ignored) {

  static DriftThresholds of(DriftConfig config) {
    return new DriftThresholds(
        (int) Math.max(1, config.window().toDays()),
        config.psi(),
        config.single(),
        config.features(),
        config.alpha(),
        config.minRows(),
        (int) config.lookBack().toDays(),
        Set.copyOf(config.ignoredFeatures()));
  }
}
