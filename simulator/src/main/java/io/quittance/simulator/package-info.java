/// A portfolio with known truth: seeded accounts pay depending on their hidden willingness and on
/// the action taken. It simulates the system of record, the dialer and the payment system, and
/// knows every true probability, as no real portfolio can.
@NullMarked
package io.quittance.simulator;

import org.jspecify.annotations.NullMarked;
