@NullMarked
package io.quittance.scoring.decision;

import org.jspecify.annotations.NullMarked;
