package io.quittance.core.plan;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An account with the ways to contact it.
///
/// @param debtorId the person; of all accounts of a person at most one is contacted on the day.
///   Null stands for a person of its own
/// @param decisionId that permits the options
public record PlanCandidate(
    String accountId, @Nullable String debtorId, UUID decisionId, List<PlanOption> options) {

  public PlanCandidate {
    if (accountId.isEmpty()) {
      throw new IllegalArgumentException("accountId must not be empty");
    }
    options = List.copyOf(options);
  }
}
