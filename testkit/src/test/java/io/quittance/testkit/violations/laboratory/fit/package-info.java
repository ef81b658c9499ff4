/// Fixtures that each break one rule of the architecture.
@NullMarked
package io.quittance.testkit.violations.laboratory.fit;

import org.jspecify.annotations.NullMarked;
