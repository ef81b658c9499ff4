package io.quittance.core.plan;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An account with the possible ways to contact it. Immutable.
///
/// @param accountId id of the account, not empty
/// @param debtorId id of the person; at most one account of a person is contacted on the day; null
///   when the person is unknown and the account stands for itself
/// @param decisionId decision that permits the options
/// @param options ways to contact the account
public record PlanCandidate(
    String accountId, @Nullable String debtorId, UUID decisionId, List<PlanOption> options) {

  /// @throws IllegalArgumentException when the account id is empty
  public PlanCandidate {
    if (accountId.isEmpty()) {
      throw new IllegalArgumentException("accountId must not be empty");
    }
    options = List.copyOf(options);
  }
}
