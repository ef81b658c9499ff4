/// Combines several models into one.
@NullMarked
package io.quittance.laboratory.training.ensemble;

import org.jspecify.annotations.NullMarked;
