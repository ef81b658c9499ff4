/// Builds a candidate: fetches the data set, trains with the laboratory, compares with the champion
/// and registers the result.
@NullMarked
package io.quittance.retraining.candidate;

import org.jspecify.annotations.NullMarked;
