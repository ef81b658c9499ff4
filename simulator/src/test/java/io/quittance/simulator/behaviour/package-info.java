@NullMarked
package io.quittance.simulator.behaviour;

import org.jspecify.annotations.NullMarked;
