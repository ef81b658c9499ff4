@NullMarked
package io.quittance.e2e.faults.platform;

import org.jspecify.annotations.NullMarked;
