/// Contact permits: one lawful attempt, reserved before it is made, then used or released.
@NullMarked
package io.quittance.scoring.permit;

import org.jspecify.annotations.NullMarked;
