/// Calls feedback and the registry over HTTP with this service's own token.
@NullMarked
package io.quittance.retraining.peer;

import org.jspecify.annotations.NullMarked;
