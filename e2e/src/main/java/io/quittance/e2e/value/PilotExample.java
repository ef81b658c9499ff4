package io.quittance.e2e.value;

import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.util.Set;

/// A treatment of the pilot with the facts known at the time and its outcome.
///
/// @param features the model's inputs, including the action
/// @param possible offers that could have been made
/// @param paid whether net payments of the thirty days after reached 5 % of the balance
/// @param collected these payments as a share of the balance, at least 0
/// @param truth the probability of `paid`, which only the simulator knows
@SuppressWarnings("ArrayRecordComponent")
record PilotExample(
    float[] features,
    Action action,
    Offer offer,
    Set<Offer> possible,
    boolean paid,
    double collected,
    double truth) {

  boolean isContact() {
    return action != Action.NO_CONTACT;
  }
}
