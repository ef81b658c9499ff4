package io.quittance.console.model;

import io.quittance.console.model.Registered.Approval;
import io.quittance.console.model.Registered.Gate;
import io.quittance.console.model.Registered.Version;
import io.quittance.console.shell.Person;
import io.quittance.console.shell.Role;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Versions and people for tests.
final class Examples {

  static final Instant AT = Instant.parse("2026-03-02T07:00:00Z");
  static final Gate BETTER =
      new Gate("better", true, 10_060, 0.712, 0.680, 0.032, 0.010, 0.050, "better", 3, AT);

  private Examples() {}

  static Version version(
      String state, @Nullable Gate gate, int required, List<Approval> approvals) {
    return new Version(
        "payment-30d",
        4,
        state,
        "8e",
        List.of(),
        "retraining",
        AT,
        "rita",
        "tom",
        required,
        null,
        gate,
        approvals);
  }

  static Approval by(String who) {
    return new Approval(who, AT.plusSeconds(3600), null);
  }

  static Person person(String subject, Role role) {
    return new Person(subject, subject, Set.of(role));
  }
}
