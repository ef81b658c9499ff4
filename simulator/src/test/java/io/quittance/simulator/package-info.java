@NullMarked
package io.quittance.simulator;

import org.jspecify.annotations.NullMarked;
