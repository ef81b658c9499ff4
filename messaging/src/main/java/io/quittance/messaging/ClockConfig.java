package io.quittance.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Configures how far the clocks of others are trusted.
@ConfigMapping(prefix = "quittance.clock")
public interface ClockConfig {

  /// How far ahead of this process's clock an event time may lie. A record that is further ahead is
  /// refused.
  @WithDefault("PT5M")
  Duration tolerance();
}
