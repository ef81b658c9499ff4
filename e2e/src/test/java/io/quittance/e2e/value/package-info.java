@NullMarked
package io.quittance.e2e.value;

import org.jspecify.annotations.NullMarked;
