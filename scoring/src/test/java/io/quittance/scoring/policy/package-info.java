@NullMarked
package io.quittance.scoring.policy;

import org.jspecify.annotations.NullMarked;
