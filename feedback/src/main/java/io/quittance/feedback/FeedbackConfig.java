package io.quittance.feedback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/// The file settings of the service.
@ConfigMapping(prefix = "quittance")
public interface FeedbackConfig {

  /// The directory that holds `bundles/` and `datasets/`.
  @WithDefault(".quittance/feedback")
  Path dataDir();
}
