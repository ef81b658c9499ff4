package io.quittance.laboratory.fit;

import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.Trainer;
import io.quittance.laboratory.training.dense.LogisticRegressionTrainer;
import io.quittance.laboratory.training.dense.PerceptronTrainer;
import io.quittance.laboratory.training.trees.LightgbmTrainer;
import io.quittance.laboratory.training.trees.RandomForestTrainer;
import io.quittance.laboratory.training.trees.XgboostTrainer;
import java.util.List;
import java.util.Optional;

/// All available trainers.
public final class Trainers {

  private static final List<Trainer> ALL =
      List.of(
          new XgboostTrainer(),
          new LightgbmTrainer(),
          new RandomForestTrainer(),
          new LogisticRegressionTrainer(),
          new PerceptronTrainer());

  private Trainers() {}

  /// Returns one trainer per family, in the order of the families.
  public static List<Trainer> all() {
    return ALL;
  }

  /// Returns the trainer of a family.
  public static Optional<Trainer> of(Family family) {
    return ALL.stream().filter(trainer -> trainer.family() == family).findFirst();
  }
}
