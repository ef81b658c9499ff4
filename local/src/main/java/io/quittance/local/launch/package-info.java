/// Starting, stopping and asking about the platform on one machine.
@NullMarked
package io.quittance.local.launch;

import org.jspecify.annotations.NullMarked;
