/// Fixtures: they keep every rule of the architecture.
@NullMarked
package io.quittance.testkit.obedience.scoring.account;

import org.jspecify.annotations.NullMarked;
