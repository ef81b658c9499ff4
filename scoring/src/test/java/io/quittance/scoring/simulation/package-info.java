/// Simulated histories of the decision core: its classes as they are, on a database and a broker in
/// memory, in virtual time.
@NullMarked
package io.quittance.scoring.simulation;

import org.jspecify.annotations.NullMarked;
