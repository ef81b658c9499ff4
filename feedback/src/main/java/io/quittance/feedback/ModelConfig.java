package io.quittance.feedback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The model whose decisions this service follows.
@ConfigMapping(prefix = "quittance.model")
public interface ModelConfig {

  @WithDefault("payment-30d")
  String name();
}
