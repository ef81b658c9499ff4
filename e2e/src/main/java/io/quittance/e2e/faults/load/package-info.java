/// The load of the fault laboratory: a simulated portfolio, requests over REST, and bad records.
@NullMarked
package io.quittance.e2e.faults.load;

import org.jspecify.annotations.NullMarked;
