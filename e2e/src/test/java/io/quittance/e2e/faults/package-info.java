@NullMarked
package io.quittance.e2e.faults;

import org.jspecify.annotations.NullMarked;
