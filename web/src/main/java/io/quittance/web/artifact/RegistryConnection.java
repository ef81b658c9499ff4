package io.quittance.web.artifact;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// How a service reads from the registry.
@ConfigMapping(prefix = "quittance.registry")
public interface RegistryConnection {

  /// The address below which the registry's `/v1` lies.
  @WithDefault("http://localhost:8084")
  URI url();

  /// The longest wait for a connection.
  @WithDefault("PT2S")
  Duration connectTimeout();

  /// The longest wait for a token, for the answer to begin, and for each further piece of it.
  @WithDefault("PT10S")
  Duration timeout();

  /// The longest duration of a whole download.
  @WithDefault("PT2M")
  Duration downloadTimeout();

  default Timeouts timeouts() {
    return new Timeouts(connectTimeout(), timeout(), downloadTimeout());
  }
}
