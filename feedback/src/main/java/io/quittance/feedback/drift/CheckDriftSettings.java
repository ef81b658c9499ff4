package io.quittance.feedback.drift;

import io.quarkus.runtime.StartupEvent;
import io.quittance.core.feature.FeatureCatalogue;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.TreeSet;

/// Stops the start when a feature to ignore is not known: drift would be measured on what was meant
/// to be ignored.
@Singleton
final class CheckDriftSettings {

  private final DriftConfig config;

  CheckDriftSettings(DriftConfig config) {
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    check(config.ignoredFeatures());
  }

  /// @throws IllegalArgumentException naming the setting, its value and the known features
  static void check(Set<String> ignored) {
    Set<String> known = new TreeSet<>(FeatureCatalogue.standard().versions().keySet());
    known.add(FeatureCatalogue.ACTION_CHANNEL);
    for (String name : new TreeSet<>(ignored)) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "quittance.drift.ignored-features names '%s', which is no feature; there are %s"
                .formatted(name, String.join(", ", known)));
      }
    }
  }
}
