package io.quittance.web;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Provides the caller of the current request.
@RequestScoped
public class CurrentCaller {

  private static final String CLAIM = "tenant";

  private final JsonWebToken token;
  private final Optional<String> singleTenant;

  /// @param singleTenant the tenant of tokens that name none; absent where there are several
  ///   tenants
  CurrentCaller(
      JsonWebToken token,
      @ConfigProperty(name = "quittance.single-tenant") Optional<String> singleTenant) {
    this.token = token;
    this.singleTenant = singleTenant;
  }

  /// Returns the caller that the verified token names.
  ///
  /// @throws HttpProblem 403 `tenant-missing` when the token names no tenant and the deployment has
  ///   none set; 403 `caller-unusable` when subject or tenant break their rules
  public Caller get() {
    Object claim = token.getClaim(CLAIM);
    if (claim != null && !(claim instanceof String)) {
      throw unusable("the claim 'tenant' must be a text");
    }
    String tenant = claim == null ? singleTenant.orElse(null) : (String) claim;
    if (tenant == null) {
      throw Problems.of(
          403,
          "tenant-missing",
          "No tenant",
          "The token has no claim 'tenant': let the issuer add it, or set quittance.single-tenant where there is one tenant only");
    }
    String subject = token.getSubject();
    try {
      return new Caller(tenant, subject == null ? "" : subject);
    } catch (IllegalArgumentException e) {
      throw unusable(e.getMessage());
    }
  }

  private static HttpProblem unusable(@Nullable String why) {
    return Problems.of(403, "caller-unusable", "Unusable token", "In the token, " + why);
  }
}
