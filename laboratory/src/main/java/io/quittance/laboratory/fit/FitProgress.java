package io.quittance.laboratory.fit;

import io.quittance.laboratory.search.SearchStatus;

/// Who watches a fit. [#check] is called by several threads at once, the others by one at a time.
public interface FitProgress {

  /// Nobody watches.
  FitProgress NONE =
      new FitProgress() {
        @Override
        public void enter(Stage stage, String detail) {}

        @Override
        public void search(SearchStatus status) {}
      };

  /// What a fit does, in order.
  enum Stage {
    SEARCH,
    REFIT,
    COMBINE,
    CALIBRATE
  }

  void enter(Stage stage, String detail);

  /// Told after each fold and trial of the search.
  void search(SearchStatus status);

  /// Called after each round of each training.
  ///
  /// @throws java.util.concurrent.CancellationException to end the fit
  default void check() {}
}
