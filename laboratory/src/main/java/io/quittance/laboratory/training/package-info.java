/// Trainers of the model families. Only this package and `export` use native learning libraries.
@NullMarked
package io.quittance.laboratory.training;

import org.jspecify.annotations.NullMarked;
