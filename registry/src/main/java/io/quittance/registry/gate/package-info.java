/// Decides whether a candidate may serve: verifies bundles and recomputes the verdict from
/// evidence. Pure functions.
@NullMarked
package io.quittance.registry.gate;

import org.jspecify.annotations.NullMarked;
