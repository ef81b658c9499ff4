/// Fixtures that each break one rule of the architecture.
@NullMarked
package io.quittance.testkit.violations.registry.catalog;

import org.jspecify.annotations.NullMarked;
