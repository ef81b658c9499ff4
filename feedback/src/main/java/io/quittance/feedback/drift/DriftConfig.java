package io.quittance.feedback.drift;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Set;

/// The settings that decide what counts as drift. All times are event time.
@ConfigMapping(prefix = "quittance.drift")
public interface DriftConfig {

  /// Length of the current window in whole days.
  @WithDefault("P14D")
  Duration window();

  /// Population stability index from which a feature drifts.
  @WithDefault("0.2")
  double psi();

  /// Population stability index above which one feature alone is enough.
  @WithDefault("0.5")
  double single();

  /// How many features must drift; the prediction counts as one.
  @WithDefault("3")
  int features();

  /// Probability of exceeding the critical value for the sample size when nothing changed.
  @WithDefault("0.01")
  double alpha();

  /// Number of decisions below which a window is not evaluated.
  @WithDefault("500")
  long minRows();

  /// How far back the onset is searched.
  @WithDefault("P180D")
  Duration lookBack();

  /// Features that are shown but never counted, because the platform itself determines them.
  @WithDefault("action_channel")
  Set<String> ignoredFeatures();
}
