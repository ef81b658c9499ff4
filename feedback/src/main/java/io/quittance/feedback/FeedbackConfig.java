package io.quittance.feedback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/// Where the service keeps files.
@ConfigMapping(prefix = "quittance")
public interface FeedbackConfig {

  /// The directory that holds `bundles/` and `datasets/`.
  @WithDefault(".quittance/feedback")
  Path dataDir();
}
