package io.quittance.scoring.champion;

import io.quittance.scoring.inference.ScoringModel;
import java.util.Optional;

/// Makes what the simulation needs of this package.
public final class SimulatedChampions {

  private SimulatedChampions() {}

  /// Returns models that are ready, with this one for the tenant `default`.
  public static ServingModels serving(Optional<ScoringModel> model) {
    ServingModels models = new ServingModels();
    swap(models, model);
    models.markReady();
    return models;
  }

  public static void swap(ServingModels models, Optional<ScoringModel> model) {
    models.swap("default", model);
  }
}
