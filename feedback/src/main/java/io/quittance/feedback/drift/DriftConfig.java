package io.quittance.feedback.drift;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Set;

/// The settings that decide what counts as drift. All times are event time.
@ConfigMapping(prefix = "quittance.drift")
public interface DriftConfig {

  /// The current window, whole days.
  @WithDefault("P14D")
  Duration window();

  /// A population stability index from which a feature drifts.
  @WithDefault("0.2")
  double psi();

  /// One feature alone is enough above this.
  @WithDefault("0.5")
  double single();

  /// How many features must drift, the prediction being one of them.
  @WithDefault("3")
  int features();

  /// Chance at which the critical value for the sample size is exceeded without a change.
  @WithDefault("0.01")
  double alpha();

  /// Decisions below which a window says nothing.
  @WithDefault("500")
  long minRows();

  /// How far back the onset is looked for.
  @WithDefault("P180D")
  Duration lookBack();

  /// Shown, never counted: what the platform chooses itself says nothing about the world.
  @WithDefault("action_channel")
  Set<String> ignoredFeatures();
}
