@NullMarked
package io.quittance.core.effect;

import org.jspecify.annotations.NullMarked;
