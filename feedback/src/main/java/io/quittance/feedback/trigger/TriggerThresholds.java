package io.quittance.feedback.trigger;

import java.time.Duration;

/// The thresholds of [TriggerConfig] as values.
record TriggerThresholds(
    long minLabels,
    long minClass,
    Duration cooldown,
    Duration schedule,
    Duration trainingWindow,
    long driftMinLabels,
    Duration driftMaxHold,
    long performanceMinLabels,
    double performanceMargin) {

  static TriggerThresholds of(TriggerConfig config) {
    return new TriggerThresholds(
        config.minLabels(),
        config.minClass(),
        config.cooldown(),
        config.schedule(),
        config.trainingWindow(),
        config.drift().minLabels(),
        config.drift().maxHold(),
        config.performance().minLabels(),
        config.performance().margin());
  }
}
