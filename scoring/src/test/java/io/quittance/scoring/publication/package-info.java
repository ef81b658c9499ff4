@NullMarked
package io.quittance.scoring.publication;

import org.jspecify.annotations.NullMarked;
