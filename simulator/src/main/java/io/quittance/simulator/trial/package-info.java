/// Plays policies against the simulated portfolio and measures what they are worth.
@NullMarked
package io.quittance.simulator.trial;

import org.jspecify.annotations.NullMarked;
