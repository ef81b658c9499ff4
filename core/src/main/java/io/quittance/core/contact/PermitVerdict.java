package io.quittance.core.contact;

import io.quittance.core.event.DecisionMade.Blocked;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a contact may be made at an instant.
public sealed interface PermitVerdict {

  /// It may, at any instant up to `until`, which is excluded.
  record Granted(Instant until) implements PermitVerdict {}

  /// It may not.
  ///
  /// @param blocked each rule that blocks it, at least one
  /// @param next the first instant of the next sixty days at which nothing that is known today
  ///   blocks it; null when there is none
  record Refused(List<Blocked> blocked, @Nullable Instant next) implements PermitVerdict {
    public Refused {
      blocked = List.copyOf(blocked);
    }
  }
}
