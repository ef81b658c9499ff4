@NullMarked
package io.quittance.scoring.explanation;

import org.jspecify.annotations.NullMarked;
