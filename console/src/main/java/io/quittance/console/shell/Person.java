package io.quittance.console.shell;

import java.util.List;
import java.util.Set;

/// The person who looks at a page.
///
/// @param subject the token's `sub`, under which the services record what the person does
/// @param name as the person is called at sign-in
public record Person(String subject, String name, Set<Role> roles) {

  public Person {
    roles = Set.copyOf(roles);
  }

  public boolean may(Access access) {
    return access.roles().stream().anyMatch(roles::contains);
  }

  /// Returns the roles in words, in a fixed order.
  public String rolesInWords() {
    List<String> names = roles.stream().sorted().map(Role::wireName).toList();
    return names.isEmpty() ? "no role" : String.join(", ", names);
  }

  /// Returns "you" for this person, and the name as it was recorded for another one.
  public String call(String recorded) {
    return recorded.equals(subject) ? "you" : recorded;
  }
}
