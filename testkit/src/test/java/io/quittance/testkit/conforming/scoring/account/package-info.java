/// Fixtures that keep every rule of the architecture.
@NullMarked
package io.quittance.testkit.conforming.scoring.account;

import org.jspecify.annotations.NullMarked;
