/// Contact permits: one lawful attempt, reserved before it is made, then used or given back.
@NullMarked
package io.quittance.scoring.permit;

import org.jspecify.annotations.NullMarked;
