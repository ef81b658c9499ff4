package io.quittance.registry.mlflow.search;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The parameters of a statement under construction. Not thread-safe.
public final class Bindings {

  private final List<@Nullable Object> values = new ArrayList<>();

  /// Adds a value and returns the parameter that stands for it.
  public String add(@Nullable Object value) {
    values.add(value);
    String parameter = "$" + values.size();
    if (value instanceof String) {
      return parameter + "::text";
    }
    if (value instanceof String[]) {
      return parameter + "::text[]";
    }
    if (value instanceof Double) {
      return parameter + "::double precision";
    }
    return value instanceof Long[] ? parameter + "::bigint[]" : parameter;
  }

  public Tuple tuple() {
    return Tuple.from(values);
  }
}
