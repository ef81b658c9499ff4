package io.quittance.console.model;

import io.quittance.console.model.Registered.Version;
import io.quittance.console.shell.Access;
import io.quittance.console.shell.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a person may do with a version.
///
/// @param kind what it is
/// @param whyNot why this person may not do it, or not now; empty when they may
record Act(Kind kind, Optional<String> whyNot) {

  /// The actions.
  enum Kind {
    APPROVE("Approve", Access.APPROVE, false),
    REJECT("Reject", Access.APPROVE, true),
    PROMOTE("Promote", Access.RELEASE, true),
    ROLL_BACK("Roll back", Access.RELEASE, true);

    private final String title;
    private final Access access;
    private final boolean needsReason;

    Kind(String title, Access access, boolean needsReason) {
      this.title = title;
      this.access = access;
      this.needsReason = needsReason;
    }

    public String title() {
      return title;
    }

    /// Returns its name in addresses.
    public String path() {
      return title.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    Access access() {
      return access;
    }

    public boolean needsReason() {
      return needsReason;
    }

    /// Returns whether the person must type the version's number, because production changes.
    public boolean needsVersion() {
      return access == Access.RELEASE;
    }

    static Optional<Kind> at(String path) {
      return List.of(values()).stream().filter(kind -> kind.path().equals(path)).findFirst();
    }
  }

  public boolean mayBeDone() {
    return whyNot.isEmpty();
  }

  /// Returns the actions that make sense in the version's state, each with the reason why this
  /// person cannot take it.
  static List<Act> of(Version version, Person person) {
    List<Act> acts = new ArrayList<>();
    if (version.isOpen()) {
      acts.add(new Act(Kind.APPROVE, whyNotApprove(version, person)));
      acts.add(new Act(Kind.REJECT, role(Kind.REJECT, person)));
      acts.add(new Act(Kind.PROMOTE, whyNotPromote(version, person)));
    } else if (version.isChampion()) {
      acts.add(new Act(Kind.ROLL_BACK, role(Kind.ROLL_BACK, person)));
    }
    return List.copyOf(acts);
  }

  private static Optional<String> whyNotApprove(Version version, Person person) {
    String own = "You %s version %d. Another approver must agree.";
    if (!person.may(Kind.APPROVE.access())) {
      return role(Kind.APPROVE, person);
    } else if (person.subject().equals(version.requestedBy())) {
      return Optional.of(own.formatted("asked for the training of", version.version()));
    } else if (person.subject().equals(version.registeredBy())) {
      return Optional.of(own.formatted("registered", version.version()));
    } else if (person.subject().equals(version.evaluatedBy())) {
      return Optional.of(own.formatted("evaluated", version.version()));
    } else if (version.approvals().stream().anyMatch(yes -> yes.by().equals(person.subject()))) {
      return Optional.of("You approved it already.");
    }
    return Optional.empty();
  }

  private static Optional<String> whyNotPromote(Version version, Person person) {
    Optional<String> role = role(Kind.PROMOTE, person);
    Integer required = version.requiredApprovals();
    if (role.isPresent() || required == null) {
      return role;
    }
    long missing = required - version.countedApprovals();
    return missing <= 0
        ? Optional.empty()
        : Optional.of(
            missing == 1
                ? "One more person must approve it first."
                : "%d more people must approve it first.".formatted(missing));
  }

  private static Optional<String> role(Kind kind, Person person) {
    return person.may(kind.access())
        ? Optional.empty()
        : Optional.of("This needs the role " + kind.access().inWords() + ".");
  }
}
