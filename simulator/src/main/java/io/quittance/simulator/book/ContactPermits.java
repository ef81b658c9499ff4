package io.quittance.simulator.book;

import java.util.List;
import java.util.Map;

/// Where the dialer gets leave for its contacts.
@FunctionalInterface
public interface ContactPermits {

  /// Asks for leave for the contacts of a day.
  ///
  /// @param planned at most one for each account
  /// @return the id of the permit by account id; an account without one is not contacted
  Map<String, String> reserve(List<PlannedContact> planned);
}
