/// The scoring service: decides on account events.
@NullMarked
package io.quittance.scoring;

import org.jspecify.annotations.NullMarked;
