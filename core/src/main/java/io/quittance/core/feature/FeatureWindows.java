package io.quittance.core.feature;

import java.time.Duration;

/// Lengths of the features' windows.
final class FeatureWindows {

  static final Duration DAYS_7 = Duration.ofDays(7);

  /// What counts as a month ago: the length of the shortest month, so that monthly snapshots are
  /// found.
  static final Duration A_MONTH_AGO = Duration.ofDays(28);

  static final Duration DAYS_30 = Duration.ofDays(30);
  static final Duration DAYS_60 = Duration.ofDays(60);
  static final Duration DAYS_90 = Duration.ofDays(90);
  static final Duration DAYS_180 = Duration.ofDays(180);

  private FeatureWindows() {}
}
