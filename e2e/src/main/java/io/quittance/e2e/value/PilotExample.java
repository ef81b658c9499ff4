package io.quittance.e2e.value;

import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.util.Set;

/// What was known when an account was treated, and what came of it.
///
/// @param features the model's inputs, the action among them
/// @param possible the offers that might have been made
/// @param paid whether net payments of the thirty days after reached 5 % of the balance
/// @param collected those payments as a share of the balance, at least 0
/// @param truth the probability of `paid`, known to the simulator alone
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
