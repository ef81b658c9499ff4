package io.quittance.registry.mlflow.model;

import io.quittance.registry.mlflow.MlflowRefusal;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A name for a version that may move to another one.
///
/// @param name in the form that MLflow allows
record Alias(String name) {

  private static final Pattern RULE = Pattern.compile("[A-Za-z0-9_-]{1,255}");
  private static final Pattern VERSION = Pattern.compile("[vV][0-9]+");

  /// Aliases that say which version serves. Only the lifecycle assigns them.
  private static final Set<String> HELD = Set.of("champion", "challenger", "shadow");

  Alias {
    if (!RULE.matcher(name).matches()) {
      throw MlflowRefusal.invalid("alias must have 1 to 255 letters, digits, '_' or '-'");
    }
    if (name.equalsIgnoreCase("latest") || VERSION.matcher(name).matches()) {
      throw MlflowRefusal.invalid("alias must not be 'latest' or look like a version, such as v1");
    }
  }

  static Alias of(@Nullable String name) {
    return new Alias(name == null ? "" : name);
  }

  /// Refuses an alias that is not the client's to move.
  ///
  /// @throws MlflowRefusal that names the way on which the version gets it
  Alias requireFree(String model) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (HELD.contains(lower)) {
      String routes = "/v1/models/" + model;
      String evaluate = "POST " + routes + "/versions/{version}/evaluations";
      throw MlflowRefusal.denied(
          lower.equals("champion")
              ? "A version becomes champion by passing the gate, by approval of another person and by"
                  + " promotion: "
                  + evaluate
                  + ", then …/approvals, then …/promotions; POST "
                  + routes
                  + "/rollbacks takes a promotion back"
              : "The lifecycle assigns this alias to versions that passed the gate: "
                  + evaluate
                  + ", then PUT "
                  + routes
                  + "/aliases/"
                  + lower);
    }
    return this;
  }
}
