/// Proposes the next parameters of a search: random sampling and the tree-structured Parzen
/// estimator.
@NullMarked
package io.quittance.laboratory.sampling;

import org.jspecify.annotations.NullMarked;
