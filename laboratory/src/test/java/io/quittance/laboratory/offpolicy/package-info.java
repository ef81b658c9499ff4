@NullMarked
package io.quittance.laboratory.offpolicy;

import org.jspecify.annotations.NullMarked;
