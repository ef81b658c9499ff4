package io.quittance.retraining.trainer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Configures the process that trains.
@ConfigMapping(prefix = "quittance.trainer")
public interface TrainerConfig {

  /// The largest heap of the process, as `-Xmx` takes it. Native libraries need memory beside it:
  /// up to 1 GiB for a large data set.
  @WithDefault("1g")
  String heap();

  /// How long the process may show no sign of life before it is killed. It shows one after each
  /// round of each training; the longest step without one is the evaluation.
  @WithDefault("PT15M")
  Duration silence();
}
