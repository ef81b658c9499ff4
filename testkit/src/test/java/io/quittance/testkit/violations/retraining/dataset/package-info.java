/// Fixtures that each break one rule of the architecture.
@NullMarked
package io.quittance.testkit.violations.retraining.dataset;

import org.jspecify.annotations.NullMarked;
