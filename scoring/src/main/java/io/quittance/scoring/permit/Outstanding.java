package io.quittance.scoring.permit;

import java.time.Instant;
import java.util.List;

/// The reserved permits of some accounts, and the clock reading by which they are judged.
///
/// @param clock the database's clock, read while the accounts were locked
/// @param permits the reserved permits, including those whose window has passed
record Outstanding(Instant clock, List<Permit> permits) {

  Outstanding {
    permits = List.copyOf(permits);
  }
}
