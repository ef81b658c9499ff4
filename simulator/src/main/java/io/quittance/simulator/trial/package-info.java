/// Plays policies on simulated portfolios and measures their value.
@NullMarked
package io.quittance.simulator.trial;

import org.jspecify.annotations.NullMarked;
