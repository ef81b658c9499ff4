/// What to simulate: the size and length of a portfolio, its region, drifts and reporting delays.
@NullMarked
package io.quittance.simulator.scenario;

import org.jspecify.annotations.NullMarked;
