@NullMarked
package io.quittance.scoring.inference;

import org.jspecify.annotations.NullMarked;
