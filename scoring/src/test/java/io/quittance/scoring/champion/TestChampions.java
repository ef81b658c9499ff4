package io.quittance.scoring.champion;

import io.quittance.scoring.inference.ScoringModel;
import java.util.Optional;

/// Puts a model into service without a registry.
public final class TestChampions {

  private TestChampions() {}

  /// Serves a tenant with a model from now on.
  public static void serve(ServingModels serving, String tenant, ScoringModel model) {
    serving.swap(tenant, Optional.of(model));
  }
}
