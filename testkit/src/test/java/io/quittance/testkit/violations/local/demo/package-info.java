/// Fixtures that each break one rule of the architecture.
@NullMarked
package io.quittance.testkit.violations.local.demo;

import org.jspecify.annotations.NullMarked;
