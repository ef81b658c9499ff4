package io.quittance.feedback.trigger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The settings that decide when retraining is requested. All times are event time.
@ConfigMapping(prefix = "quittance.trigger")
public interface TriggerConfig {

  /// Mature labels below which nothing is asked for. Nine in a hundred of them become evaluation
  /// rows, and the gate wants 300 of those.
  @WithDefault("5000")
  long minLabels();

  /// Mature labels that each class must have.
  @WithDefault("50")
  long minClass();

  /// After a request, nothing is asked for so long.
  @WithDefault("P14D")
  Duration cooldown();

  /// The longest time without a training.
  @WithDefault("P120D")
  Duration schedule();

  /// How much history a training that is not about drift learns from.
  @WithDefault("P365D")
  Duration trainingWindow();

  /// Evaluations kept per tenant.
  @WithDefault("400")
  int kept();

  Drift drift();

  Performance performance();

  /// What drift waits for.
  interface Drift {

    /// Mature labels of decisions made since the onset.
    @WithDefault("5000")
    long minLabels();

    /// How long a drift that waits for labels holds the other causes back.
    @WithDefault("P90D")
    Duration maxHold();
  }

  /// What counts as a loss of performance.
  interface Performance {

    /// Decisions whose labels are measured.
    @WithDefault("P30D")
    Duration window();

    @WithDefault("1000")
    long minLabels();

    /// The upper bound of the realised AUC must lie so far below the bundle's.
    @WithDefault("0.03")
    double margin();
  }
}
