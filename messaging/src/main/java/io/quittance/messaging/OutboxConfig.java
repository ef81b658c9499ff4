package io.quittance.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How the outbox of a service is relayed.
@ConfigMapping(prefix = "quittance.outbox")
public interface OutboxConfig {

  /// The schema that holds the table `outbox`.
  String schema();

  /// Records published per transaction.
  @WithDefault("200")
  int batchSize();

  /// The longest wait between two looks at the table; a wake-up looks at once.
  @WithDefault("200ms")
  Duration interval();

  /// Whether this process relays at all.
  @WithDefault("true")
  boolean enabled();
}
