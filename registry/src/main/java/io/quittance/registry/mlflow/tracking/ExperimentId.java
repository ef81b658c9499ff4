package io.quittance.registry.mlflow.tracking;

import io.quittance.registry.mlflow.MlflowRefusal;
import org.jspecify.annotations.Nullable;

/// Reads the id of an experiment, which clients send as text.
public final class ExperimentId {

  private ExperimentId() {}

  /// @throws MlflowRefusal when the text is no id that this registry gives
  public static long of(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      throw MlflowRefusal.invalid("experiment_id is required");
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw MlflowRefusal.invalid("experiment_id must be a number, such as 0");
    }
    return Long.parseLong(text);
  }
}
