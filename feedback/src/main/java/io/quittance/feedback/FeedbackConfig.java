package io.quittance.feedback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// Where things are.
@ConfigMapping(prefix = "quittance")
public interface FeedbackConfig {

  /// Holds `bundles/` and `datasets/`.
  @WithDefault(".quittance/feedback")
  Path dataDir();

  Registry registry();

  /// The registry's address.
  interface Registry {
    @WithDefault("http://localhost:8084")
    URI url();

    @WithDefault("PT10S")
    Duration timeout();
  }
}
