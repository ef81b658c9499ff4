@NullMarked
package io.quittance.e2e.faults.load;

import org.jspecify.annotations.NullMarked;
