/// The faults, each a small class behind one interface.
@NullMarked
package io.quittance.e2e.faults.kind;

import org.jspecify.annotations.NullMarked;
