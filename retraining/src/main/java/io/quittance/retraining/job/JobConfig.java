package io.quittance.retraining.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How jobs are run.
@ConfigMapping(prefix = "quittance.job")
interface JobConfig {

  /// The tenant that this process's own token belongs to; jobs of others fail.
  @WithDefault("default")
  String tenant();

  /// Whether this process runs jobs; one that does not still takes requests.
  @WithDefault("true")
  boolean worker();

  /// How often an idle worker looks for a job.
  @WithDefault("PT0.5S")
  Duration pollInterval();

  /// Tries of a job whose peers do not answer.
  @WithDefault("10")
  int maxAttempts();

  /// The pause after the first failed try; it doubles with each.
  @WithDefault("PT2S")
  Duration backoff();

  /// The longest pause.
  @WithDefault("PT2M")
  Duration maxBackoff();
}
