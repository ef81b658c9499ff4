package io.quittance.feedback;

import io.quittance.web.CurrentCaller;
import io.quittance.web.Problems;
import io.quittance.web.RequestFields;
import jakarta.enterprise.context.RequestScoped;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The scope of a request: the tenant of the token, never of the request, and the one model that
/// this service follows.
@RequestScoped
public class RequestScope {

  private final CurrentCaller caller;
  private final ModelConfig model;

  RequestScope(CurrentCaller caller, ModelConfig model) {
    this.caller = caller;
    this.model = model;
  }

  /// Returns the caller's tenant.
  public String tenant() {
    return caller.get().tenant();
  }

  /// Returns the requested model; the only one there is when none is named.
  public String model(@Nullable String asked) {
    if (asked != null && !asked.equals(model.name())) {
      throw Problems.notFound("model-not-found", "There is no such model");
    }
    return model.name();
  }

  /// Returns an optional instant of a query.
  public static @Nullable Instant instant(String name, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return RequestFields.instant(name, Instant.parse(text));
    } catch (DateTimeException e) {
      throw Problems.invalid(name + " must be an instant such as 2026-01-31T00:00:00Z");
    }
  }
}
