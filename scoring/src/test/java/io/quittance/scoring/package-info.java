@NullMarked
package io.quittance.scoring;

import org.jspecify.annotations.NullMarked;
