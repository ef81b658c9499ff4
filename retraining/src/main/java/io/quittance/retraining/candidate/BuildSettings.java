package io.quittance.retraining.candidate;

import io.quittance.laboratory.dataset.AccountTimeSplit;
import io.quittance.laboratory.fit.Trainers;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Trainer;
import java.util.List;

/// What of [TrainingConfig] decides how a candidate is built, as values that go to another process.
///
/// @param families slugs of the families to search
/// @param fewest fewest rows of the data and of its parts
public record BuildSettings(
    List<String> families,
    int trials,
    int folds,
    boolean stack,
    int threads,
    Limits limits,
    AccountTimeSplit.Shares shares,
    Fewest fewest) {

  /// Fewest rows, and of the rarer class, of the data set and of each part.
  public record Fewest(int rows, int ofClass, int partRows, int partOfClass) {}

  /// @throws IllegalArgumentException when a family is unknown
  public BuildSettings {
    families = List.copyOf(families);
    families.forEach(BuildSettings::trainer);
  }

  /// @throws IllegalArgumentException when the shares of the split are invalid or a family is
  ///   unknown
  public static BuildSettings of(TrainingConfig config) {
    return new BuildSettings(
        config.families(),
        config.trials(),
        config.folds(),
        config.stack(),
        config.threads(),
        config.limits(),
        new AccountTimeSplit.Shares(
            config.trainShare(), config.calibrationShare(), config.heldOutShare()),
        new Fewest(
            config.minRows(), config.minClass(), config.minPartRows(), config.minPartClass()));
  }

  /// Returns one trainer per family, in the order given.
  List<Trainer> trainers() {
    return families.stream().map(BuildSettings::trainer).toList();
  }

  private static Trainer trainer(String slug) {
    return Family.of(slug.strip())
        .flatMap(Trainers::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "quittance.training.families names an unknown family: " + slug));
  }
}
