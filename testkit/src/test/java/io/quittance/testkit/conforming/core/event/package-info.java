/// Fixtures that keep every rule of the architecture.
@NullMarked
package io.quittance.testkit.conforming.core.event;

import org.jspecify.annotations.NullMarked;
