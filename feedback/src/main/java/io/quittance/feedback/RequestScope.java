package io.quittance.feedback;

import io.quarkus.security.ForbiddenException;
import jakarta.enterprise.context.RequestScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Whose data a request is about: the tenant of the token, never of the request, and the one model
/// that this service follows.
@RequestScoped
public class RequestScope {

  private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

  private final JsonWebToken token;
  private final ModelConfig model;

  RequestScope(JsonWebToken token, ModelConfig model) {
    this.token = token;
    this.model = model;
  }

  /// @throws ForbiddenException when the token names no usable tenant
  public String tenant() {
    String tenant = token.getClaim("tenant");
    if (tenant == null) {
      return "default";
    }
    if (!TENANT.matcher(tenant).matches()) {
      throw new ForbiddenException("The token names no usable tenant");
    }
    return tenant;
  }

  /// The model asked for; the only one there is when none is named.
  public String model(@Nullable String asked) {
    if (asked != null && !asked.equals(model.name())) {
      throw Problems.notFound("model-not-found", "There is no such model");
    }
    return model.name();
  }

  /// An optional instant of a query.
  public static @Nullable Instant instant(String name, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw Problems.invalid(name + " must be an instant such as 2026-01-31T00:00:00Z");
    }
  }
}
