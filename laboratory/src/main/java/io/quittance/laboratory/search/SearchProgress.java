package io.quittance.laboratory.search;

/// Observes a search. The training threads call it: [#told] by one thread at a time, [#check] by
/// several at once.
@FunctionalInterface
public interface SearchProgress {

  /// Observes nothing.
  SearchProgress NONE = _ -> {};

  /// Called after each fold and each trial.
  void told(SearchStatus status);

  /// Called after each round of each training.
  ///
  /// @throws java.util.concurrent.CancellationException to cancel the search
  default void check() {}
}
