package io.quittance.retraining.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Configures how jobs run.
@ConfigMapping(prefix = "quittance.job")
interface JobConfig {

  /// The tenant of this process's own token; jobs of other tenants fail.
  @WithDefault("default")
  String tenant();

  /// Whether this process runs jobs. A process that does not still accepts requests.
  @WithDefault("true")
  boolean worker();

  /// How often an idle worker looks for a job.
  @WithDefault("PT0.5S")
  Duration pollInterval();

  /// The number of attempts of a job whose peers do not answer.
  @WithDefault("10")
  int maxAttempts();

  /// The number of attempts that may end a process, this service's or its trainer's, before the job
  /// fails.
  @WithDefault("3")
  int maxCrashes();

  /// The delay after the first failed attempt; each further one doubles it.
  @WithDefault("PT2S")
  Duration backoff();

  /// The longest delay between two attempts.
  @WithDefault("PT2M")
  Duration maxBackoff();
}
