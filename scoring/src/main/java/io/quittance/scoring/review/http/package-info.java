/// The HTTP edge of the review queue: its routes, the bodies that they accept, and the cases as
/// callers see them.
@NullMarked
package io.quittance.scoring.review.http;

import org.jspecify.annotations.NullMarked;
