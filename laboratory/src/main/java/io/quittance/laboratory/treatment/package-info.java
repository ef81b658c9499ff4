/// Learns what treatments are worth: a base of who pays anyway, plus shrunken effects of what is
/// done.
@NullMarked
package io.quittance.laboratory.treatment;

import org.jspecify.annotations.NullMarked;
