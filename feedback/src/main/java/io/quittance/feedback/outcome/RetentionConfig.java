package io.quittance.feedback.outcome;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// How long decisions, outcomes and labels are kept.
@ConfigMapping(prefix = "quittance.retention")
public interface RetentionConfig {

  /// Whole months older than this are dropped once all their labels are known; a record that is
  /// older goes to the dead letters. At least the training window and the horizon of labels.
  /// Absent: nothing is dropped.
  Optional<Duration> keep();

  /// Interval between two runs, which also make the partitions of coming months.
  @WithDefault("1h")
  Duration every();
}
