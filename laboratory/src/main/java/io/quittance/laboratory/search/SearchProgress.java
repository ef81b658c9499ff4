package io.quittance.laboratory.search;

/// Who watches a search. Called by the threads that train: [#told] by one at a time, [#check] by
/// several at once.
@FunctionalInterface
public interface SearchProgress {

  /// Nobody watches.
  SearchProgress NONE = _ -> {};

  /// Told after each fold and each trial.
  void told(SearchStatus status);

  /// Called after each round of each training.
  ///
  /// @throws java.util.concurrent.CancellationException to end the search
  default void check() {}
}
