/// Starts, stops and inspects the platform on one machine.
@NullMarked
package io.quittance.local.launch;

import org.jspecify.annotations.NullMarked;
