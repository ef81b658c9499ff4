@NullMarked
package io.quittance.simulator.taiwan;

import org.jspecify.annotations.NullMarked;
