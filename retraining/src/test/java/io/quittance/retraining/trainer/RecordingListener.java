package io.quittance.retraining.trainer;

import io.quittance.retraining.candidate.BuildCandidate;
import io.quittance.retraining.candidate.FindChampion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Remembers what it hears. There is no champion.
final class RecordingListener implements TrainerListener {

  final List<String> heard = new ArrayList<>();

  @Override
  public void check() {}

  @Override
  public void read(int rows, int positives) {
    heard.add(rows + " rows");
  }

  @Override
  public void enter(BuildCandidate.Stage stage, String detail) {
    heard.add(stage.name());
  }

  @Override
  public void progress(int percent, String message) {
    heard.add(percent + " " + message);
  }

  @Override
  public Optional<FindChampion.Serving> champion() {
    return Optional.empty();
  }
}
