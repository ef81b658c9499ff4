/// Fixtures that each break one rule of the architecture.
@NullMarked
package io.quittance.testkit.violations.e2e.bench;

import org.jspecify.annotations.NullMarked;
