@NullMarked
package io.quittance.simulator.book;

import org.jspecify.annotations.NullMarked;
