/// What the simulator knows and no event tells: hidden properties, true probabilities and potential
/// outcomes.
@NullMarked
package io.quittance.simulator.truth;

import org.jspecify.annotations.NullMarked;
