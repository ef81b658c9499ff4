package io.quittance.laboratory.sampling;

import java.util.List;

/// Suggests what to try next. A suggestion depends only on the seed and the arguments.
public sealed interface Sampler permits TpeSampler, RandomSampler {

  /// Returns the point for the trial `index`.
  ///
  /// @param finished all trials to learn from, in order
  /// @param pending points of later trials whose outcome is not yet known
  Point suggest(int index, List<Observation> finished, List<Point> pending);

  /// Returns a seed for one trial. The seeds of neighbouring trials are unrelated (the finaliser of
  /// SplitMix64).
  static long seed(long seed, int index) {
    long z = seed + (index + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
