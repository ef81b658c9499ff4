package io.quittance.messaging.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Configures the relay of a service's outbox.
@ConfigMapping(prefix = "quittance.outbox")
public interface OutboxConfig {

  /// The schema of the table `outbox`.
  String schema();

  /// The most records published in one transaction.
  @WithDefault("200")
  int batchSize();

  /// The longest wait between two polls of the table; a wake-up polls at once.
  @WithDefault("200ms")
  Duration interval();

  /// Whether this process relays the outbox.
  @WithDefault("true")
  boolean enabled();
}
