package io.quittance.messaging.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Configures what the topics that a service reads must keep.
@ConfigMapping(prefix = "quittance.sources")
public interface SourceConfig {

  /// The topics from which the service reads what it must not miss. Absent: none is checked.
  Optional<List<String>> topics();

  /// The longest time for which the service may stand still and miss nothing afterwards.
  @WithDefault("3d")
  Duration stallAtMost();

  /// Interval between two checks.
  @WithDefault("15m")
  Duration checkEvery();
}
