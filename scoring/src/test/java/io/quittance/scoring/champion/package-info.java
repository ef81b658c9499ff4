@NullMarked
package io.quittance.scoring.champion;

import org.jspecify.annotations.NullMarked;
