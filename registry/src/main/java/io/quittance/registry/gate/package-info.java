/// May a candidate serve? Verifies bundles and recomputes the verdict from evidence. Pure.
@NullMarked
package io.quittance.registry.gate;

import org.jspecify.annotations.NullMarked;
