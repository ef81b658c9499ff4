package io.quittance.console.remote;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;

/// Where the services are.
@ConfigMapping(prefix = "quittance")
interface ServiceAddresses {

  /// Base address of scoring.
  @WithName("scoring.url")
  @WithDefault("http://localhost:8081")
  URI scoring();

  /// Base address of feedback.
  @WithName("feedback.url")
  @WithDefault("http://localhost:8082")
  URI feedback();

  /// Base address of retraining.
  @WithName("retraining.url")
  @WithDefault("http://localhost:8083")
  URI retraining();

  /// Base address of the registry.
  @WithName("registry.url")
  @WithDefault("http://localhost:8084")
  URI registry();

  default URI of(Service service) {
    return switch (service) {
      case SCORING -> scoring();
      case FEEDBACK -> feedback();
      case RETRAINING -> retraining();
      case REGISTRY -> registry();
    };
  }
}
