/// Fixtures that each break one rule of the architecture.
@NullMarked
package io.quittance.testkit.violations.scoring.account;

import org.jspecify.annotations.NullMarked;
