@NullMarked
package io.quittance.simulator.truth;

import org.jspecify.annotations.NullMarked;
