package io.quittance.web;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

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
    String tenant = claim == null ? singleTenant.orElse(null) : claim.toString();
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
      throw Problems.of(
          403, "caller-unusable", "Unusable token", "In the token, " + e.getMessage());
    }
  }
}
