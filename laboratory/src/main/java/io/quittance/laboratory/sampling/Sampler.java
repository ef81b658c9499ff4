package io.quittance.laboratory.sampling;

import java.util.List;

/// Says what to try next. A suggestion depends on the seed and the arguments alone.
public sealed interface Sampler permits TpeSampler, RandomSampler {

  /// The point of the trial `index`.
  ///
  /// @param finished all trials that are to be learned from, in order
  /// @param pending points of later trials whose outcome is not known yet
  Point suggest(int index, List<Observation> finished, List<Point> pending);

  /// A seed for one trial: neighbours share no pattern (the finaliser of SplitMix64).
  static long seed(long seed, int index) {
    long z = seed + (index + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
