package io.quittance.retraining.training;

import io.quittance.retraining.dataset.LabelledRows;

/// Learns one forest with one set of settings. Safe for several threads at once; the same rows and
/// settings give the same forest on every run of one machine type.
public interface ForestTrainer {

  /// The name told in manifests, such as `xgboost 3.0.4`.
  String family();

  /// Learns from `train` and stops when the log loss on `validation` no longer falls. Blocks the
  /// calling thread for as long as it takes, which is at most `settings.maxTrees()` rounds.
  ///
  /// @throws TrainingFailedException when the library fails
  /// @throws java.util.concurrent.CancellationException when `progress` says so
  TrainedForest train(
      LabelledRows train, LabelledRows validation, Settings settings, Progress progress);

  /// Told after each round; may throw [java.util.concurrent.CancellationException] to stop.
  @FunctionalInterface
  interface Progress {
    /// Nobody is told.
    Progress NONE = _ -> {};

    void round(int trees);
  }
}
