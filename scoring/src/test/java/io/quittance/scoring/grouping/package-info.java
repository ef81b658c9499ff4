@NullMarked
package io.quittance.scoring.grouping;

import org.jspecify.annotations.NullMarked;
