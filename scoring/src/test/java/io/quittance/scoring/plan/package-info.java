@NullMarked
package io.quittance.scoring.plan;

import org.jspecify.annotations.NullMarked;
