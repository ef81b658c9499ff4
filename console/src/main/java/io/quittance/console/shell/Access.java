package io.quittance.console.shell;

import static io.quittance.console.shell.Role.AGENT;
import static io.quittance.console.shell.Role.AUDITOR;
import static io.quittance.console.shell.Role.MODEL_APPROVER;
import static io.quittance.console.shell.Role.MODEL_DEVELOPER;
import static io.quittance.console.shell.Role.OPERATOR;
import static io.quittance.console.shell.Role.SUPERVISOR;
import static io.quittance.console.shell.Role.VIEWER;

import java.util.EnumSet;
import java.util.Set;

/// Every page and action of the console with the roles that may use it: those of the routes that it
/// calls. The services judge again; this table says what to show.
public enum Access {
  /// The first page. Each of its panels has a page's roles.
  TODAY(EnumSet.allOf(Role.class)),
  /// Models and their versions.
  MODELS(VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR),
  /// Whether data drifted, and which jobs train.
  QUALITY(VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR),
  /// Approving and rejecting a version.
  APPROVE(MODEL_APPROVER),
  /// Promoting a version and rolling back.
  RELEASE(MODEL_APPROVER, OPERATOR),
  /// Decisions, in words.
  DECISIONS(VIEWER, AGENT, SUPERVISOR, AUDITOR),
  /// What each feature added to a decision.
  EXPLANATIONS(AGENT, SUPERVISOR, AUDITOR),
  /// The queue of cases for people.
  REVIEWS(AGENT, SUPERVISOR, AUDITOR),
  /// Concluding a case.
  CONCLUDE(SUPERVISOR),
  /// Accounts.
  ACCOUNTS(AGENT, SUPERVISOR, AUDITOR);

  private final Set<Role> roles;

  Access(Role first, Role... others) {
    this(EnumSet.of(first, others));
  }

  Access(Set<Role> roles) {
    this.roles = roles;
  }

  public Set<Role> roles() {
    return EnumSet.copyOf(roles);
  }

  /// Returns the roles in words: `supervisor or auditor`.
  public String inWords() {
    var names = roles.stream().map(Role::wireName).toList();
    return names.size() == 1
        ? names.getFirst()
        : String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
  }
}
