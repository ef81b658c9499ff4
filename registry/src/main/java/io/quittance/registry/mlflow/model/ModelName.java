package io.quittance.registry.mlflow.model;

import io.quittance.registry.mlflow.Fields;
import io.quittance.registry.mlflow.MlflowRefusal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the name of a registered model, which is also a name on topics and in paths.
final class ModelName {

  private static final Pattern RULE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private ModelName() {}

  static String of(Fields body) {
    return of(body.optional("name", 1000));
  }

  static String of(@Nullable String name) {
    return of("name", name);
  }

  static String of(String field, @Nullable String name) {
    if (name == null || name.isEmpty()) {
      throw MlflowRefusal.invalid(field + " is required");
    }
    if (!RULE.matcher(name).matches()) {
      throw MlflowRefusal.invalid(
          field
              + " of a model must begin with a letter or a digit and have at most 63 letters, digits,"
              + " '.', '_' or '-'");
    }
    return name;
  }
}
