package io.quittance.core.contact;

import io.quittance.core.event.DecisionMade.Blocked;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Verdict on one contact at an instant.
public sealed interface PermitVerdict {

  /// The contact may be made.
  ///
  /// @param until end of the period in which it may be made, exclusive
  record Granted(Instant until) implements PermitVerdict {}

  /// The contact may not be made.
  ///
  /// @param blocked each rule that blocks it, at least one
  /// @param next first instant in the next sixty days at which no fact known today blocks it; null
  ///   when there is none
  record Refused(List<Blocked> blocked, @Nullable Instant next) implements PermitVerdict {
    /// Copies the list.
    public Refused {
      blocked = List.copyOf(blocked);
    }
  }
}
