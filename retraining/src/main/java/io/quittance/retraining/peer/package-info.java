/// What this service asks of the others over HTTP, with a token of its own.
@NullMarked
package io.quittance.retraining.peer;

import org.jspecify.annotations.NullMarked;
