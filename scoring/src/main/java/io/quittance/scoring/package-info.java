/// The scoring service: account event to decision.
@NullMarked
package io.quittance.scoring;

import org.jspecify.annotations.NullMarked;
