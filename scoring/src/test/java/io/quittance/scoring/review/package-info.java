@NullMarked
package io.quittance.scoring.review;

import org.jspecify.annotations.NullMarked;
