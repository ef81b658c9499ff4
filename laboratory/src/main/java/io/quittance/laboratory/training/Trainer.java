package io.quittance.laboratory.training;

import io.quittance.laboratory.dataset.Examples;

/// Trains models of one family. Stateless and thread-safe; each training uses one thread. Equal
/// arguments give equal models, bit for bit, on every run on one machine type.
public interface Trainer {

  Family family();

  /// Returns the library that trains, as named in manifests, such as `xgboost 3.0.4`.
  String framework();

  /// Returns the parameters that may be varied.
  SearchSpace space(Limits limits);

  /// Returns a point of the space that works well in general. A search tries it first.
  Parameters defaults(Limits limits);

  /// Trains on the task's training rows, which count by their weights, and stops when the log loss
  /// on its validation rows no longer decreases. Blocks the calling thread.
  ///
  /// @throws TrainingFailedException when the library fails
  /// @throws java.util.concurrent.CancellationException when `progress` cancels the training
  FittedModel train(Task task, Progress progress);

  /// What to train.
  ///
  /// @param train rows to learn from
  /// @param validation rows on which the log loss decides when to stop
  record Task(Examples train, Examples validation, Parameters parameters, Limits limits) {}

  /// Called after each round; may throw [java.util.concurrent.CancellationException] to cancel.
  @FunctionalInterface
  interface Progress {
    /// Observes nothing.
    Progress NONE = _ -> {};

    void round(int rounds);
  }
}
