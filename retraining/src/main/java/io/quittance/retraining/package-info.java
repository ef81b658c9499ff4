/// Retraining: a request becomes a data set, a search, an evaluation, and a candidate in the
/// registry.
@NullMarked
package io.quittance.retraining;

import org.jspecify.annotations.NullMarked;
