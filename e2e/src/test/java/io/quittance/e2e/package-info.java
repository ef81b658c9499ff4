@NullMarked
package io.quittance.e2e;

import org.jspecify.annotations.NullMarked;
