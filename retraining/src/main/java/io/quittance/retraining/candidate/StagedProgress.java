package io.quittance.retraining.candidate;

import io.quittance.laboratory.fit.FitProgress;
import io.quittance.laboratory.search.SearchStatus;
import java.util.Locale;

/// Maps the progress of a fit to that of its job: the search spans 10 to 60 percent, the rest of
/// the fit up to 70.
final class StagedProgress implements FitProgress {

  private final BuildCandidate.Stages stages;

  StagedProgress(BuildCandidate.Stages stages) {
    this.stages = stages;
  }

  @Override
  public void enter(Stage stage, String detail) {
    switch (stage) {
      case SEARCH -> stages.progress(10, "searching: " + detail);
      case REFIT -> stages.progress(60, "training " + detail);
      case COMBINE -> stages.progress(66, detail);
      case CALIBRATE -> stages.progress(68, "calibrating " + detail);
    }
  }

  @Override
  public void search(SearchStatus status) {
    String best =
        status
            .best()
            .map(
                trial ->
                    String.format(
                        Locale.ROOT,
                        ", best so far %.5f (%s)",
                        trial.logLoss(),
                        trial.point().words()))
            .orElse("");
    stages.progress(
        10 + (int) (50 * status.share()),
        String.format(
            Locale.ROOT,
            "%d of %d trials, %d pruned%s",
            status.done(),
            status.trials().orElse(0),
            status.pruned(),
            best));
  }

  @Override
  public void check() {
    stages.check();
  }
}
