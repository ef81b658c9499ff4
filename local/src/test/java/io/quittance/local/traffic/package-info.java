@NullMarked
package io.quittance.local.traffic;

import org.jspecify.annotations.NullMarked;
