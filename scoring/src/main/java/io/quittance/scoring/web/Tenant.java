package io.quittance.scoring.web;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// The tenant of the caller: the token's claim `tenant`, never anything the request says.
@RequestScoped
public class Tenant {

  /// The tenant of tokens without the claim.
  public static final String DEFAULT = "default";

  private final SecurityIdentity identity;

  Tenant(SecurityIdentity identity) {
    this.identity = identity;
  }

  public String name() {
    @Nullable Object claim =
        identity.getPrincipal() instanceof JsonWebToken token ? token.getClaim("tenant") : null;
    return claim == null ? DEFAULT : claim.toString();
  }
}
