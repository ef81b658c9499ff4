package io.quittance.core.debtor;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.Fact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which number or address the permits of an account are for. An outcome that names its permit need
/// not name the number again.
final class PermitNumbers {

  private final Map<String, String> refs;

  PermitNumbers(AccountState state, List<ReservedPermit> reserved) {
    Map<String, String> found = Map.of();
    for (ReservedPermit one : reserved) {
      if (one.numberRef() != null && one.accountId().equals(state.accountId())) {
        found = put(found, one.permitId(), one.numberRef());
      }
    }
    for (Fact fact : state.facts()) {
      if (fact instanceof Fact.Attempt attempt
          && attempt.permitId() != null
          && attempt.numberRef() != null
          && attempt.result() == null) {
        found = put(found, attempt.permitId(), attempt.numberRef());
      }
    }
    refs = found;
  }

  private static Map<String, String> put(Map<String, String> refs, String permitId, String ref) {
    Map<String, String> grown = refs.isEmpty() ? new HashMap<>() : refs;
    grown.put(permitId, ref);
    return grown;
  }

  /// Returns an attempt with the number of its permit, unless it names one itself; any other fact
  /// as it is.
  Fact complete(Fact fact) {
    return !refs.isEmpty()
            && fact instanceof Fact.Attempt attempt
            && attempt.permitId() != null
            && attempt.numberRef() == null
        ? attempt.on(refs.get(attempt.permitId()))
        : fact;
  }
}
