package io.quittance.messaging.failpoint;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/// Configures where this process ends itself. Allowed in the Quarkus profile `faults` only.
@ConfigMapping(prefix = "quittance.failpoint")
public interface FailpointConfig {

  /// Where the process halts, without any shutdown. Absent: nowhere.
  Optional<Failpoint> haltAt();

  /// How often the place is reached before the process halts; the last time counts.
  @WithDefault("1")
  int pass();
}
