/// Estimates from a log of decisions with known propensities what another policy would have been
/// worth.
@NullMarked
package io.quittance.laboratory.offpolicy;

import org.jspecify.annotations.NullMarked;
