package io.quittance.simulator.trial;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.event.DecisionMade.Recommendation;
import java.time.Instant;
import java.util.UUID;

/// A policy under trial, which decides the next action from observable facts.
@FunctionalInterface
public interface TrialPolicy {

  /// Decides on an account after its deciding event has been applied to its state.
  ///
  /// @param context the account with its debtor's other accounts, which is all that a policy may
  ///   know
  /// @param at the event's time
  /// @param decisionId the id that the platform would give the decision; a source of reproducible
  ///   randomness
  /// @return the action, its offer and, for a contact, its window
  Recommendation decide(DebtorContext context, Instant at, UUID decisionId);
}
