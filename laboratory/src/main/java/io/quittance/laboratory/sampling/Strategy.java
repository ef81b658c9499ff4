package io.quittance.laboratory.sampling;

import io.quittance.core.text.WireNames;
import java.util.Arrays;
import java.util.Optional;

/// How a search chooses the next point to try.
public enum Strategy {
  /// Tree-structured Parzen estimators: see [TpeSampler].
  TPE,
  /// Uniform random sampling: the baseline.
  RANDOM;

  /// Returns the name used in options and reports.
  public String slug() {
    return WireNames.of(this);
  }

  /// Returns the strategy with the given name.
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
