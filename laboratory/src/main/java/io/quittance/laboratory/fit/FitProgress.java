package io.quittance.laboratory.fit;

import io.quittance.laboratory.search.SearchStatus;

/// Observes a fit. Several threads may call [#check] at once; the other methods are called by one
/// thread at a time.
public interface FitProgress {

  /// Observes nothing.
  FitProgress NONE =
      new FitProgress() {
        @Override
        public void enter(Stage stage, String detail) {}

        @Override
        public void search(SearchStatus status) {}
      };

  /// The steps of a fit, in order.
  enum Stage {
    SEARCH,
    REFIT,
    COMBINE,
    CALIBRATE
  }

  void enter(Stage stage, String detail);

  /// Called after each fold and each trial of the search.
  void search(SearchStatus status);

  /// Called after each round of each training.
  ///
  /// @throws java.util.concurrent.CancellationException to cancel the fit
  default void check() {}
}
