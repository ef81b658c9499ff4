/// One decision: what was decided and why, in words and numbers.
@NullMarked
package io.quittance.console.decision;

import org.jspecify.annotations.NullMarked;
