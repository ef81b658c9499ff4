package io.quittance.console.shell;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import io.quittance.core.text.WireNames;
import jakarta.enterprise.context.RequestScoped;
import java.util.EnumSet;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Provides who is signed in, and the token with which services are asked in their name.
@RequestScoped
public class CurrentPerson {

  private final SecurityIdentity identity;
  private final AccessTokenCredential accessToken;

  CurrentPerson(SecurityIdentity identity, AccessTokenCredential accessToken) {
    this.identity = identity;
    this.accessToken = accessToken;
  }

  /// Returns the person.
  public Person get() {
    EnumSet<Role> roles = EnumSet.noneOf(Role.class);
    identity.getRoles().forEach(name -> WireNames.find(Role.class, name).ifPresent(roles::add));
    if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
      throw new IllegalStateException("The session has no ID token");
    }
    String name = token.getClaim("name");
    return new Person(token.getSubject(), name == null ? token.getName() : name, roles);
  }

  /// Returns the person if they may use a page or an action.
  ///
  /// @throws PageRefusal otherwise
  public Person who(Access access) {
    Person person = get();
    if (!person.may(access)) {
      throw PageRefusal.forbidden(access);
    }
    return person;
  }

  /// Returns the access token.
  public String token() {
    return accessToken.getToken();
  }
}
