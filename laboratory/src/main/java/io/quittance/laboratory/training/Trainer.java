package io.quittance.laboratory.training;

import io.quittance.laboratory.dataset.Examples;

/// Learns models of one family. Stateless, safe for several threads at once, one thread a training;
/// equal arguments give equal models, bit for bit, on every run of one machine type.
public interface Trainer {

  Family family();

  /// The library that trains, told in manifests, such as `xgboost 3.0.4`.
  String framework();

  /// What may be varied.
  SearchSpace space(Limits limits);

  /// A point of the space that is good in general; the first that a search tries.
  Parameters defaults(Limits limits);

  /// Learns from `train`, whose rows count by their weights, and stops when the log loss on
  /// `validation` no longer falls. Blocks the calling thread.
  ///
  /// @throws TrainingFailedException when the library fails
  /// @throws java.util.concurrent.CancellationException when `progress` says so
  FittedModel train(
      Examples train, Examples validation, Parameters parameters, Limits limits, Progress progress);

  /// Told after each round; may throw [java.util.concurrent.CancellationException] to stop.
  @FunctionalInterface
  interface Progress {
    /// Nobody is told.
    Progress NONE = _ -> {};

    void round(int rounds);
  }
}
