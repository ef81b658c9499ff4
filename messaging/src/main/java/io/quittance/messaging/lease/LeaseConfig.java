package io.quittance.messaging.lease;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Configures the leases of a service's jobs.
@ConfigMapping(prefix = "quittance.lease")
public interface LeaseConfig {

  /// How long a lease lasts that is not renewed: so long does a job wait whose process was killed,
  /// froze or lost its network. A lease is renewed three times in that span.
  @WithDefault("30s")
  Duration duration();
}
