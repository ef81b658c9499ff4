package io.quittance.feedback.trigger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The settings that decide when retraining is requested. All times are event time.
@ConfigMapping(prefix = "quittance.trigger")
public interface TriggerConfig {

  /// Mature labels below which no retraining is requested. Nine in a hundred of them become
  /// evaluation rows, and the gate requires 300 of those.
  @WithDefault("5000")
  long minLabels();

  /// Mature labels that each class must have.
  @WithDefault("50")
  long minClass();

  /// How long after a request none is made.
  @WithDefault("P14D")
  Duration cooldown();

  /// The longest time without training.
  @WithDefault("P120D")
  Duration schedule();

  /// How much history a training run uses that drift did not cause.
  @WithDefault("P365D")
  Duration trainingWindow();

  /// Evaluations kept per tenant.
  @WithDefault("400")
  int kept();

  Drift drift();

  Performance performance();

  /// How long drift waits for labels.
  interface Drift {

    /// Mature labels of decisions made since the onset.
    @WithDefault("5000")
    long minLabels();

    /// How long a drift that waits for labels holds the other causes back.
    @WithDefault("P90D")
    Duration maxHold();
  }

  /// Defines a loss of performance.
  interface Performance {

    /// The period of decisions whose labels are measured.
    @WithDefault("P30D")
    Duration window();

    @WithDefault("1000")
    long minLabels();

    /// How far the upper bound of the realised AUC must lie below the bundle's.
    @WithDefault("0.03")
    double margin();
  }
}
