@NullMarked
package io.quittance.scoring.inbox;

import org.jspecify.annotations.NullMarked;
