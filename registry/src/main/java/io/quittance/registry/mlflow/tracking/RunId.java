package io.quittance.registry.mlflow.tracking;

import io.quittance.registry.mlflow.Fields;
import io.quittance.registry.mlflow.MlflowRefusal;
import org.jspecify.annotations.Nullable;

/// Reads the id of a run, which clients send as `run_id`, as `run_uuid`, or as both.
final class RunId {

  private static final int MAX = 64;

  private RunId() {}

  static String of(Fields body) {
    return of(body.optional("run_id", MAX), body.optional("run_uuid", MAX));
  }

  static String of(@Nullable String id, @Nullable String uuid) {
    String text = id == null || id.isEmpty() ? uuid : id;
    if (text == null || text.isEmpty()) {
      throw MlflowRefusal.invalid("run_id is required");
    }
    return Fields.checked("run_id", text, MAX);
  }
}
