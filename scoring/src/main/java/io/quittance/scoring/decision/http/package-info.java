/// The HTTP edge of decisions: their routes, and the bodies that these accept.
@NullMarked
package io.quittance.scoring.decision.http;

import org.jspecify.annotations.NullMarked;
