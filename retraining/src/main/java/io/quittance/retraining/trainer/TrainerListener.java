package io.quittance.retraining.trainer;

import io.quittance.retraining.candidate.BuildCandidate;
import io.quittance.retraining.candidate.FindChampion;
import java.util.Optional;

/// Hears of the progress of a training, on the thread that waits for it.
public interface TrainerListener {

  /// Called about once a second, whatever the process does.
  ///
  /// @throws java.util.concurrent.CancellationException when the process is to be ended
  void check();

  /// Called when the data set is read.
  void read(int rows, int positives);

  void enter(BuildCandidate.Stage stage, String detail);

  /// @param percent of the whole job, 0..100
  void progress(int percent, String message);

  /// Returns the champion; called once, when the evaluation begins.
  Optional<FindChampion.Serving> champion();
}
