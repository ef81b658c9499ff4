/// Fixtures: they keep every rule of the architecture.
@NullMarked
package io.quittance.testkit.obedience.core.event;

import org.jspecify.annotations.NullMarked;
