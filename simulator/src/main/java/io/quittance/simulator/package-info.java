/// A portfolio with known truth: seeded accounts whose hidden willingness decides, with the action
/// taken, whether they pay. It plays the systems of record, the dialer and the payment system, and
/// it knows every true probability, which no real portfolio does.
@NullMarked
package io.quittance.simulator;

import org.jspecify.annotations.NullMarked;
