@NullMarked
package io.quittance.scoring.permit;

import org.jspecify.annotations.NullMarked;
