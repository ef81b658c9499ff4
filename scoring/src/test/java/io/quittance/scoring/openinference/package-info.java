@NullMarked
package io.quittance.scoring.openinference;

import org.jspecify.annotations.NullMarked;
