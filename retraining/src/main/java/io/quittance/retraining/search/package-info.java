/// The search for good parameters over families: where to try next, what each try is worth over
/// folds, and the journal from which a killed search goes on.
@NullMarked
package io.quittance.retraining.search;

import org.jspecify.annotations.NullMarked;
