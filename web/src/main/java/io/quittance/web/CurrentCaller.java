package io.quittance.web;

import io.quarkus.security.ForbiddenException;
import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Provides the caller of the current request.
@RequestScoped
public class CurrentCaller {

  private final JsonWebToken token;

  CurrentCaller(JsonWebToken token) {
    this.token = token;
  }

  /// Returns the caller that the verified token names.
  ///
  /// @throws ForbiddenException when the token has no usable subject or tenant
  public Caller get() {
    String tenant = token.getClaim("tenant");
    String subject = token.getSubject();
    try {
      return new Caller(
          tenant == null ? Caller.DEFAULT_TENANT : tenant, subject == null ? "" : subject);
    } catch (IllegalArgumentException e) {
      throw new ForbiddenException("The token names no usable subject and tenant", e);
    }
  }
}
