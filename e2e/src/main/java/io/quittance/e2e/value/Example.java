package io.quittance.e2e.value;

import io.quittance.core.event.Action;

/// What was known when an account was treated, and what came of it.
///
/// @param features the model's inputs, the action among them
/// @param paid whether net payments of the thirty days after reached 5 % of the balance
/// @param truth the probability of that, known to the simulator alone
@SuppressWarnings("ArrayRecordComponent")
record Example(float[] features, Action action, boolean paid, double truth) {}
