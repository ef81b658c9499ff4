package io.quittance.laboratory.sampling;

import io.quittance.core.text.WireNames;
import java.util.Arrays;
import java.util.Optional;

/// How a search chooses where to try next.
public enum Strategy {
  /// Tree-structured Parzen estimators: see [TpeSampler].
  TPE,
  /// Uniformly at random: the baseline.
  RANDOM;

  /// The name in options and reports.
  public String slug() {
    return WireNames.of(this);
  }

  /// The strategy of a name.
  public static Optional<Strategy> of(String slug) {
    return Arrays.stream(values()).filter(strategy -> strategy.slug().equals(slug)).findFirst();
  }

  public Sampler sampler(Domain domain, long seed) {
    return switch (this) {
      case TPE -> new TpeSampler(domain, seed);
      case RANDOM -> new RandomSampler(domain, seed);
    };
  }
}
