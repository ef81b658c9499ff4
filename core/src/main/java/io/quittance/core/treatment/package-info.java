/// Chooses the next best action among the permitted ones: routing to people, offers, exploration,
/// the holdout group and proposals for human review.
@NullMarked
package io.quittance.core.treatment;

import org.jspecify.annotations.NullMarked;
