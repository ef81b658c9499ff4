/// Labelled examples: encoding, quality gate, folds, and the split by account and time.
@NullMarked
package io.quittance.laboratory.dataset;

import org.jspecify.annotations.NullMarked;
